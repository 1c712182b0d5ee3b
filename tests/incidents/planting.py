"""A case with a canary in every field, sent through the real API by everybody who takes part."""

from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone
from PIL.PngImagePlugin import PngInfo

from accounts.models import User
from tests.incidents.canaries import Canaries
from tests.incidents.evidence.files import announced, hand_in, picture
from tests.incidents.reports import ANONYMOUS, WRITES, case_url, said, url
from tests.notifications.phones import Phone
from tests.people import ApiClient
from wellbeing.core import events
from wellbeing.core.models import OutboxEvent
from wellbeing.incidents.evidence.tasks import sweep_files
from wellbeing.incidents.models import Case
from wellbeing.notifications import services
from wellbeing.notifications.models import OutgoingPush


def sent(client: ApiClient, method: str, address: str, body: object = None) -> Any:
    answer = getattr(client, method)(address, *([] if body is None else [body]))
    assert answer.status_code < 300, (method, address, answer.content)
    return answer


def follow() -> None:
    """Let the worker do everything that follows, and what follows from that."""
    while True:
        now = timezone.now()
        waiting = list(OutboxEvent.objects.filter(done_at=None).order_by("pk"))
        pushes = list(OutgoingPush.objects.due(now).values_list("pk", flat=True))
        if not waiting and not pushes:
            return
        for event in waiting:
            events.react(event.pk, now)
        sweep_files()
        for one in pushes:
            services.push(one, now=now)


def report(phone: Phone, canary: Canaries, *, not_to: User) -> UUID:
    """Asha's, with a picture that says where it was taken."""
    id = uuid4()
    more = {"story": canary("story"), "reference": canary("reference"), "urgent": True}
    what = said(**more) | {"identity": "named", "not_to": [str(not_to.pk)]}
    sent(phone, "put", url(id), what)
    text = f"[12:01] customer: {canary('content')}\n".encode() * 3
    hand_in(phone, id, text, name=f"{canary('file name')}.txt")
    info = PngInfo()
    info.add_text("Comment", canary("metadata"))
    hand_in(phone, id, picture(pnginfo=info), name=f"{canary('second name')}.png")
    follow()
    return id


def handle(sam: Phone, asha: Phone, canary: Canaries, id: UUID) -> Case:
    """Everything that a handler writes, and the answer of whoever reported."""
    case = Case.objects.get(uid=id)

    def here(more: str = "", method: str = "put", **body: Any) -> None:
        sent(sam, method, case_url(case.pk, more), body or None)

    here(method="get")
    here("/acknowledgement")
    here(f"/messages/{uuid4()}", text=canary("question"))
    sent(asha, "put", url(id, f"/messages/{uuid4()}"), {"text": canary("answer")})
    here("/pause", reason="other", words=canary("pause"))
    here("/pause", method="delete")
    review = timezone.now().replace(microsecond=0)
    review = review.replace(year=review.year + 1)
    here("/hold", reason=canary("hold"), review_at=review.isoformat())
    for step in ("stop_work", "rest", "care", "evidence"):
        here(f"/steps/{step}", state="set_aside", reason=canary("step"))
    follow()
    return case


def act(world: dict[str, Phone], canary: Canaries, case: Case) -> UUID:
    """Sam proposes, Hana approves, the customer appeals, Max decides; then it ends."""
    now = timezone.now()
    ends_on = now.replace(month=1, day=28, year=now.year + 1).date().isoformat()
    proposal = {"kind": "note", "reason": canary("reason"), "ends_on": ends_on, "warned": False}
    proposal |= {"no_warning": canary("no warning"), "vulnerability": True, "adjustments": True}
    proposed = sent(world["sam"], "put", case_url(case.pk, f"/actions/{uuid4()}"), proposal)
    action = UUID(proposed.json()["id"])

    def step(who: str, name: str, **body: Any) -> None:
        sent(world[who], "put", f"/api/v1/actions/{action}/{name}", body)

    step("hana", "decision", approve=True, reason=canary("decision"))
    appeal = {"text": canary("appeal"), "came_on": now.date().isoformat(), "suspend": True}
    step("sam", "appeal", **appeal)
    step("max", "appeal-decision", uphold=False, reason=canary("appeal decision"))
    step("sam", "end", reason=canary("end"))
    follow()
    return action


def close(sam: Phone, canary: Canaries, case: Case) -> None:
    sent(sam, "put", case_url(case.pk, "/outcome"), {"text": canary("outcome")})
    follow()


def report_without_a_name(stranger: ApiClient, canary: Canaries, receipt: str) -> Case:
    body = said(story=canary("story"), reference=canary("reference"), receipt=receipt)
    sent(stranger, "post", ANONYMOUS, body)
    message = {"receipt": receipt, "id": str(uuid4()), "text": canary("message")}
    sent(stranger, "post", WRITES, message)
    text, file = canary("content").encode() * 4, str(uuid4())
    more = {"receipt": receipt, "id": file}
    named = announced(text, name=f"{canary('file name')}.txt")
    sent(stranger, "post", "/api/v1/receipt-files", more | named)
    _part(stranger, receipt, file, text)
    follow()
    return Case.objects.get(identity="anonymous")


def _part(stranger: ApiClient, receipt: str, file: str, content: bytes) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    form = {"receipt": receipt, "file": file, "number": "0"}
    body = form | {"part": SimpleUploadedFile("part", content)}
    answer = stranger.post("/api/v1/receipt-parts", body, format="multipart")
    assert answer.status_code < 300, answer.content
