"""A chain that ends earlier than it did, or is gone, is found beside a copy kept elsewhere."""

from datetime import timedelta
from io import StringIO
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from tests.core.test_find_a_changed_line import behind_our_back, line
from tests.incidents.reports import acknowledged, reported
from wellbeing.core import audit, chain, heads
from wellbeing.core.models import AuditChain, AuditEntry
from wellbeing.core.privacy import AUDIT_KEPT
from wellbeing.incidents.models import Case

pytestmark = pytest.mark.django_db


def now_line(id: UUID) -> AuditEntry:
    return line(id, at=timezone.now())


@pytest.fixture
def log():
    """Two chains, of which one has three lines and the other one."""
    long, short = uuid4(), uuid4()
    for id in (long, short, long, long):
        now_line(id)
    return long, short


@pytest.fixture
def kept(log, tmp_path):
    """The copy of last night."""
    path = tmp_path / "heads.txt"
    verify(keep=path)
    return path


def verify(**options) -> str:
    out = StringIO()
    call_command("verify_audit", stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def faults(**options) -> list[str]:
    said = StringIO()
    with pytest.raises(CommandError):
        call_command("verify_audit", stdout=StringIO(), stderr=said, **options)
    return said.getvalue().splitlines()


def gone(id: UUID, number: int) -> str:
    return f"{id}: line {number} was there, and is gone or another."


def test_what_nobody_touched_still_holds_and_may_grow(log, kept):
    long, _short = log
    assert "2 chains of the earlier copy" in verify(since=kept)

    now_line(long), now_line(uuid4())

    assert "3 chains, every line" in verify(since=kept, keep=kept)
    assert "3 chains of the earlier copy" in verify(since=kept)


def test_the_newest_line_taken_away_with_its_head_is_found(log, kept):
    """The head as it was before that line: by itself all of it holds."""
    long, _short = log
    before = AuditChain.objects.get(pk=long)
    now_line(long)
    verify(keep=kept)

    behind_our_back("DELETE FROM core_auditentry WHERE chain = %s AND number = 4", stored(long))
    before.save()

    assert not list(chain.broken())
    assert faults(since=kept) == [gone(long, 4)]


def test_a_chain_put_back_and_written_on_otherwise_is_found(log, kept):
    """As long as it was, and every hash by the right key."""
    long, _short = log
    earlier = AuditChain.objects.get(pk=long)
    now_line(long)
    verify(keep=kept)

    behind_our_back("DELETE FROM core_auditentry WHERE chain = %s AND number = 4", stored(long))
    earlier.save()
    line(long, act="case_left", at=timezone.now()), now_line(long)

    assert not list(chain.broken())
    assert faults(since=kept) == [gone(long, 4)]


def test_a_whole_chain_taken_away_is_found(log, kept):
    _long, short = log
    behind_our_back("DELETE FROM core_auditentry WHERE chain = %s", stored(short))
    AuditChain.objects.filter(pk=short).delete()

    assert "1 chains, every line" in verify()
    assert faults(since=kept) == [gone(short, 1)]


def test_all_of_it_put_back_to_last_night_is_found(log, kept):
    """A backup: every case and every chain as they were."""
    last_night = list(AuditChain.objects.all())
    newest = AuditEntry.objects.order_by("-pk").values_list("pk", flat=True)[0]
    for id in log:
        now_line(id)
    verify(keep=kept)

    behind_our_back("DELETE FROM core_auditentry WHERE id > %s", newest)
    for head in last_night:
        head.save()

    assert set(faults(since=kept)) == {gone(log[0], 4), gone(log[1], 2)}


def test_a_case_whose_log_is_gone_is_found_without_any_copy(asha, sam):
    case = acknowledged(reported(asha), sam)
    verify()

    behind_our_back("DELETE FROM core_auditentry WHERE chain = %s", stored(case.pk))
    AuditChain.objects.filter(pk=case.pk).delete()

    assert faults() == [f"{case.pk}: a case without a log."]
    Case.objects.update(received_at=timezone.now() - AUDIT_KEPT)
    verify()  # it may have gone by itself


def test_what_is_three_years_old_may_be_gone(tmp_path):
    path, old = tmp_path / "heads.txt", timezone.now() - AUDIT_KEPT - timedelta(days=30)
    id = uuid4()
    line(uuid4(), at=old), line(id, at=old)
    verify(keep=path)

    chain.forget(timezone.now() - AUDIT_KEPT)
    now_line(id)

    assert "2 chains of the earlier copy" in verify(since=path)


def test_a_copy_that_somebody_changed_or_cut_is_no_copy(kept, tmp_path):
    whole = kept.read_text()
    lines = whole.splitlines(keepends=True)
    for other in (whole.replace(" 3 ", " 2 "), "".join(lines[:1] + lines[2:]), lines[0], ""):
        kept.write_text(other)
        with pytest.raises(CommandError, match="not as it was written"):
            call_command("verify_audit", since=kept)
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("verify_audit", since=tmp_path / "none.txt")


def test_nothing_is_kept_of_a_log_that_is_broken(log, kept):
    before = kept.read_text()
    now_line(log[0])
    AuditChain.objects.filter(pk=log[1]).update(last=7)

    faults(keep=kept)

    assert kept.read_text() == before


def test_the_digest_is_of_where_all_chains_end_and_names_nobody(log, kept, asha, ben):
    said, again = verify(), verify()
    digest = said.split()[-1]
    assert (said, kept.read_text().split()[-1]) == (again, digest)

    with transaction.atomic():
        audit.record(
            "case_opened", actor_id=ben.pk, role="case_handler", now=timezone.now(),
            person_id=asha.pk, chain=log[0],
        )  # fmt: skip

    assert verify(keep=kept).split()[-1] != digest
    for person in (asha, ben):
        assert person.pk.hex not in kept.read_text().replace("-", "")
    assert [head.number for head in heads.read(kept.read_text()) if head.chain == log[0]] == [4]


def stored(id: UUID) -> object:
    """As the database has it."""
    return AuditChain._meta.pk.get_db_prep_value(id, connection=connection)
