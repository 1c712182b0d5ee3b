"""Customers of the demo who came again, and what was done about it; all of it invented.

Days are days ago. A handler is a place in the list of them: the first is Sam, who can be played.
"""

from dataclasses import dataclass
from typing import Final

from wellbeing.demo.stories import Told
from wellbeing.incidents.customers.rules.actions import (
    BLOCK,
    LETTER,
    NOTE,
    POLICE,
    REFUSAL,
    RESTRICTED,
)

SAM, SECOND, THIRD, FOURTH = range(4)
PROPOSE, DECIDE, END, APPEAL, APPEAL_DECISION, EXPIRE = (
    "propose", "decide", "end", "appeal", "appeal_decision", "expire",
)  # fmt: skip


@dataclass(frozen=True)
class Report:
    ago: float
    told: Told
    holder: int
    by: str = ""  # one of the cast; else somebody who speaks the language
    same: bool | None = None  # what its handler said
    done: bool = True


@dataclass(frozen=True)
class Step:
    """What somebody did about the action toward this customer."""

    act: str
    ago: float
    by: int
    why: str
    report: int = -1  # in which case it was proposed
    kind: str = ""
    days: int = 0  # how long it is to stand
    yes: bool = True  # approved; the appeal upheld; the action rests while it is appealed
    warned: bool = True


@dataclass(frozen=True)
class Repeater:
    language: str
    reports: tuple[Report, ...]
    steps: tuple[Step, ...] = ()


def _told(kinds: str, severity: int, story: str, reference: str, outcome: str = "") -> Told:
    return Told(kinds.split(), severity, story, reference, outcome=outcome)


# He is not answered on the telephone any more, and goes on in the chat.
_BLOCKED: Final = Repeater(
    "en",
    (
        Report(151, _told("insult", 1, "He wanted a man who knows something.", "K-20417"), THIRD),
        Report(
            74,
            _told("insult profanity", 2, "Bitch, in every second sentence.", "k 20417"),
            SECOND,
            same=True,
        ),
        Report(
            40,
            _told(
                "threat insult", 3, "He read out the address of our building.", "K-20417",
                "His calls do not reach us any more. The building knows, and so do the police.",
            ),
            SECOND,
            by="asha",
            same=True,
        ),
        Report(
            1.7,
            Told(
                ["threat"], 3, "In the chat now: he waits for us at the gate.", "K20417",
                channel="chat",
            ),
            SAM,
            same=True,
            done=False,
        ),
    ),
    (
        Step(
            PROPOSE, 39.5, SECOND, "A letter changed nothing; now he names our address.",
            report=2, kind=BLOCK, days=300,
        ),
        Step(DECIDE, 39, THIRD, "Three people in four months. Letters still reach us.", report=2),
        Step(
            PROPOSE, 0.4, SAM, "He goes on in the chat and says where he waits.",
            kind=POLICE, days=365,
        ),
    ),
)  # fmt: skip
# Nobody has said yet whether it is one customer.
_UNSAID: Final = Repeater(
    "en",
    (
        Report(
            23,
            _told(
                "shouting", 1, "She hung up and called back, nine times.", "p.hollis@example.com"
            ),
            FOURTH,
        ),
        Report(
            9,
            _told("shouting insult", 1, "Stupid girl, she said. Twice.", "P.Hollis@example.com"),
            SECOND,
        ),
        Report(
            0.8,
            _told("stalking", 2, "She asked for my surname and my shifts.", "p.hollis@example.com"),
            SAM,
            done=False,
        ),
    ),
)
# Refused once, since no letter came first; what was proposed after waits for Sam.
_WAITS: Final = Repeater(
    "ru",
    (
        Report(33, _told("insult", 1, "Назвал нас обслугой.", "KZ-88120"), THIRD),
        Report(
            30, _told("hate", 2, "Требовал «нормального» оператора.", "KZ 88120"), THIRD, same=True
        ),
        Report(
            3,
            _told("hate threat", 3, "Обещал приехать и «научить» нас говорить.", "KZ-88120"),
            THIRD,
            same=True,
            done=False,
        ),
    ),
    (
        Step(
            PROPOSE, 29, THIRD, "Оскорбляет по национальному признаку уже второй раз.",
            report=1, kind=REFUSAL, days=180, warned=False,
        ),
        Step(DECIDE, 28, FOURTH, "Сначала письмо: его ещё не предупреждали.", report=1, yes=False),
        Step(
            PROPOSE, 27.5, THIRD, "Тогда письмо.", report=1, kind=LETTER, days=180,
        ),
        Step(DECIDE, 27, FOURTH, "Согласна.", report=1),
        Step(
            PROPOSE, 1, THIRD, "Письмо не помогло, теперь он угрожает.", kind=REFUSAL, days=180,
        ),
    ),
)  # fmt: skip
# The customer says that it was not him; while somebody looks at it, nothing is done.
_APPEALED: Final = Repeater(
    "en",
    (
        Report(16, _told("sexual", 2, "He breathed, and asked what I wear.", "M-33019"), FOURTH),
        Report(
            8,
            _told("sexual", 2, "The same man. He knew my name this time.", "m33019"),
            FOURTH,
            same=True,
        ),
    ),
    (
        Step(
            PROPOSE, 7.5, FOURTH, "Two of us, the same words, within eight days.",
            kind=RESTRICTED, days=150,
        ),
        Step(DECIDE, 7, SECOND, "In writing only, for five months.",),
        Step(APPEAL, 1, FOURTH, "He writes that his nephew had his telephone those weeks."),
    ),
)  # fmt: skip
# Upheld: the number had gone to somebody else.
_UPHELD: Final = Repeater(
    "zh-hans",
    (
        Report(62, _told("profanity", 1, "一接通就骂人，骂完就挂。", "CD-70552"), SECOND),
        Report(
            55, _told("profanity threat", 2, "说要到公司来找我们。", "cd 70552"), SECOND, same=True
        ),
    ),
    (
        Step(PROPOSE, 54, SECOND, "一周内两次，第二次带有威胁。", kind=RESTRICTED, days=120),
        Step(DECIDE, 53, FOURTH, "同意，只接受书面联系。"),
        Step(APPEAL, 46, SECOND, "客户来信：该账户已于上月转给他人。", yes=False),
        Step(APPEAL_DECISION, 43, SAM, "记录属实，账户确已转让。"),
    ),
)
# It stands for almost half a year: somebody looks at it again.
_TO_REVIEW: Final = Repeater(
    "en",
    (
        Report(178, _told("shouting", 1, "He screams before he says his name.", "B-61200"), FOURTH),
        Report(
            175, _told("shouting insult", 1, "Screamed at three of us.", "b-61200"), FOURTH,
            same=True,
        ),
    ),
    (
        Step(
            PROPOSE, 174, FOURTH, "So that whoever answers knows what may come.",
            kind=NOTE, days=360,
        ),
        Step(DECIDE, 173, SECOND, "A note is enough."),
    ),
)  # fmt: skip
# He said sorry, and the letter was lifted; the one before had ended by itself.
_LIFTED: Final = Repeater(
    "ru",
    (
        Report(120, _told("profanity", 1, "Матерился весь разговор.", "KZ-14007"), SECOND),
        Report(
            112, _told("profanity", 1, "Опять мат, потом бросил трубку.", "kz14007"), SECOND,
            same=True,
        ),
        Report(50, _told("insult", 1, "Назвал меня дурой.", "KZ-14007"), FOURTH, same=True),
    ),
    (
        Step(PROPOSE, 111, SECOND, "Второй раз за неделю.", report=1, kind=LETTER, days=40),
        Step(DECIDE, 110, THIRD, "Согласен.", report=1),
        Step(EXPIRE, 70, SECOND, "", report=1),
        Step(PROPOSE, 49, FOURTH, "После письма было тихо, теперь снова.", kind=LETTER, days=90),
        Step(DECIDE, 48, SAM, "Да, с тем же текстом."),
        Step(END, 30, SAM, "Он позвонил и извинился перед коллегой."),
    ),
)  # fmt: skip
# One number of an account, and two people behind it.
_TOLD_APART: Final = Repeater(
    "en",
    (
        Report(19, _told("insult", 1, "An old man, quite confused, and rude.", "R-90311"), SECOND),
        Report(
            2.2,
            _told("profanity", 1, "A young woman; she swore and then she cried.", "R-90311"),
            SAM,
            same=False,
            done=False,
        ),
    ),
)
REPEATERS: Final = (
    _BLOCKED, _UNSAID, _WAITS, _APPEALED, _UPHELD, _TO_REVIEW, _LIFTED, _TOLD_APART,
)  # fmt: skip
