"""An administrator with a file of people."""

from uuid import uuid4

from accounts.models import RoleGrant
from tests.people import ApiClient

HEADER = "personnel_number,name,email,language,time_zone,country,site,department,team,roles,left"
NOOR = (
    "n1,Noor Haddad,noor@northwind.example,ru,Europe/Warsaw,PL,Kraków,Billing,Billing 1,agent|peer,"
)


class Desk:
    """An administrator with a file."""

    def __init__(self, client: ApiClient) -> None:
        self.client = client

    def look(self, *rows: str, header: str = HEADER, id=None, absent_leave: bool = False, **body):
        self.url = f"/api/v1/roster-imports/{id or uuid4()}"
        text = "\n".join([header, *rows])
        given = {"file_name": "people.csv", "text": text, "absent_leave": absent_leave} | body
        return self.client.put(self.url, given)

    def apply(self):
        return self.client.put(f"{self.url}/application")

    def bring(self, *rows: str, **more) -> dict:
        assert self.look(*rows, **more).json()["errors"] == []
        done = self.apply()
        assert done.status_code == 200, done.content
        return done.json()


def problems(answer) -> list[tuple[int, str]]:
    return [(one["row"], one["column"]) for one in answer.json()["errors"]]


def held(number: str) -> set[tuple[str, str]]:
    grants = RoleGrant.objects.filter(person__personnel_number=number, until=None)
    return set(grants.values_list("role", "unit__name"))
