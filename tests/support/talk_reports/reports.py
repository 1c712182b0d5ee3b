"""Reports of talks as tests set them up."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from accounts.models import User
from wellbeing.support.talk_reports.models import TalkReport
from wellbeing.support.talk_reports.services import report_talk

WORDS = "after that I could not take a call"


def report_url(id: object) -> str:
    return f"/api/v1/talk-reports/{id}"


def case_url(id: object, more: str = "") -> str:
    return f"/api/v1/talk-report-cases/{id}{more}"


CASES = "/api/v1/talk-report-cases"
REPORTS = "/api/v1/talk-reports"


def report(talk: object, **more: Any) -> dict[str, Any]:
    return {"talk": str(talk), "what": "insult", "text": WORDS, "with_copy": True, **more}


def reported(person: User, talk: UUID, *, now: datetime, **more: Any) -> TalkReport:
    said = {"what": "insult", "text": WORDS, "with_copy": True, **more}
    row, _new = report_talk(person, uid=uuid4(), talk_id=talk, now=now, **said)
    return row
