"""What stands in the pack of a case: facts, words and what happened, in order."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from accounts.models import User
from wellbeing.core.chain import head_of
from wellbeing.incidents.evidence.models import EvidenceFile
from wellbeing.incidents.models import Case
from wellbeing.incidents.pack import course, words
from wellbeing.incidents.rules import CONFIDENTIAL, NAMED
from wellbeing.incidents.selectors.timing import pack_of
from wellbeing.incidents.services.reporting import opened
from wellbeing.incidents.services.writing import words_of

Fact = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Section:
    title: str
    facts: tuple[Fact, ...] = ()
    text: str = ""
    small: bool = False


@dataclass(frozen=True)
class Teller:
    """Says one case as one person reads it: whoever reported, or whoever holds it."""

    case: Case
    now: datetime
    for_reporter: bool

    @property
    def has_originals(self) -> bool:
        """What a phone writes into its files says whose it is: not where the name is withheld."""
        return self.for_reporter or self.case.identity == NAMED

    def title(self) -> str:
        return _("Report %(number)s") % {"number": self.case.number}

    def lead(self) -> str:
        return _("As it stood on %(when)s") % {"when": self.when(self.now)}

    def when(self, moment: datetime | None) -> str:
        if moment is None:
            return "–"
        one = self.case.reporter
        zone = one.time_zone if one else settings.ORGANISATION_TIME_ZONE
        return f"{date_format(moment.astimezone(ZoneInfo(zone)), 'DATETIME_FORMAT')} ({zone})"

    def sections(self, files: list[EvidenceFile]) -> Iterator[Section]:
        yield Section(title=_("At a glance"), facts=tuple(self._facts()))
        yield Section(title=_("What was said"), text=opened(self.case, "story") or "–")
        if written := tuple(self._messages()):
            yield Section(title=_("Messages"), facts=written)
        if outcome := opened(self.case, "outcome"):
            yield Section(title=_("Outcome"), text=outcome)
        yield from self._course()
        yield Section(title=_("Files"), facts=tuple(self._files(files)), text=self._left_out(files))
        yield Section(title=_("Who opened it"), facts=tuple(self._openings()))
        if note := self._note():
            yield Section(title=_("Where this counts"), text=note, small=True)
        yield Section(title=_("The log"), text=self._log(), small=True)

    def _course(self) -> Iterator[Section]:
        case, mine = self.case, self.for_reporter
        language = _tag(get_language() or "en")
        told: tuple[tuple[str, Iterator[Fact]], ...] = (
            (_("Time to answer"), course.times(case, self.when)),
            (_("When the time stood still"), course.pauses(case, self.when, for_reporter=mine)),
            (_("What the law asks for"), course.law(case, language, self.when, for_reporter=mine)),
            (_("Toward the customer"), course.toward_the_customer(case, for_reporter=mine)),
        )
        for title, facts in told:
            if found := tuple(facts):
                yield Section(title=title, facts=found)
        if held := course.hold(case, self.when, for_reporter=mine):
            yield Section(title=_("Kept for a court or an authority"), text=held)

    def _facts(self) -> Iterator[Fact]:
        case = self.case
        yield _("State"), str(words.STATES[case.state])
        yield _("Kinds"), ", ".join(str(words.KINDS[kind]) for kind in case.kinds)
        yield _("How bad"), str(words.SEVERITIES[case.severity])
        yield _("When it happened"), self.when(case.happened_at)
        yield _("Where"), str(words.CHANNELS[case.channel])
        yield _("Customer or call reference"), opened(case, "reference") or "–"
        acts = ", ".join(str(words.ACTS[act]) for act in case.acts)
        yield _("What the agent did"), acts or "–"
        yield _("Identity"), str(words.IDENTITIES[case.identity])
        if case.reporter:
            yield _("Reported by"), self._name(case.reporter)
        yield _("Received"), self.when(case.received_at)
        yield _("Acknowledged"), self.when(case.acknowledged_at)
        yield _("Handler"), case.assigned_to.name if case.assigned_to else "–"
        if case.ended_at:
            yield _("Closed"), self.when(case.ended_at)

    def _name(self, reporter: User) -> str:
        """Told in confidence it stays with those who handle it, also where the pack goes on."""
        if self.case.identity == CONFIDENTIAL and not self.for_reporter:
            return _("In confidence: case handlers find the name in the case")
        return reporter.name

    def _messages(self) -> Iterator[Fact]:
        for message, text in words_of(self.case):
            by = message.author.name if message.author else _("Whoever reported")
            yield f"{by}\n{self.when(message.sent_at)}", text

    def _files(self, files: list[EvidenceFile]) -> Iterator[Fact]:
        if not files:
            yield _("None"), ""
        for number, file in enumerate(files, start=1):
            yield _("File %(number)s") % {"number": number}, self._file(file)

    def _file(self, file: EvidenceFile) -> str:
        size = ngettext("%(count)s byte", "%(count)s bytes", file.size) % {"count": file.size}
        return f"{size}\nSHA-256 {bytes(file.sha256).hex()}"

    def _left_out(self, files: list[EvidenceFile]) -> str:
        if self.has_originals or not files:
            return ""
        return _(
            "Our copies are here. What was handed in itself stays sealed: it may say who reported."
        )

    def _openings(self) -> Iterator[Fact]:
        found = self.case.openings.select_related("handler").order_by("at", "id")
        for opening in found:
            yield opening.handler.name, self.when(opening.at)
        if not found:
            yield _("Nobody yet"), ""

    def _note(self) -> str:
        pack, language = pack_of(self.case), _tag(get_language() or "en")
        return str(pack.note.get(language) or pack.note.get("en", ""))

    def _log(self) -> str:
        number, head = head_of(self.case.pk)
        told = _(
            "Every step of this case has a line in a log whose lines hang together. "
            "The last one is number %(number)s, and its mark is:"
        )
        return f"{told % {'number': number}}\n{head}"


def _tag(language: str) -> str:
    return {"zh-hans": "zh-Hans"}.get(language, language)
