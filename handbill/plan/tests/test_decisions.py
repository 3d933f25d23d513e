"""Decisions: sealed words, who may write them, how they end."""

from datetime import date

import pytest

from handbill.base.errors import MayNot, Refusal
from handbill.plan import actions
from handbill.plan.decisions import open_texts
from handbill.plan.models import Decision
from tests.cast import keyring_of

WORDS = "Move to the tram stop side"


@pytest.fixture
def decision(outing, ada, ben):
    return actions.decide(outing, WORDS, ben, date(2026, 9, 26), by=ada)


def test_the_words_are_not_in_the_database(decision):
    row = Decision.objects.values().get()
    assert WORDS[:8] not in str({name: bytes(v) if isinstance(v, memoryview) else v for name, v in row.items()})
    assert WORDS.encode()[:8] not in bytes(row["sealed"])


def test_everybody_who_comes_along_reads_them_in_an_open_session(decision, ada, ben, ed):
    for member in (ada, ben, ed):
        assert open_texts([decision], keyring_of(member)) == {decision.id: WORDS}


def test_a_viewer_reads_numbers_and_no_decision(decision, vera):
    assert open_texts([decision], keyring_of(vera)) == {decision.id: None}


def test_a_locked_session_reads_none(decision):
    assert open_texts([decision], None) == {decision.id: None}


def test_another_groups_keys_open_nothing(decision, cleo):
    assert open_texts([decision], keyring_of(cleo)) == {decision.id: None}


def test_words_moved_to_another_decision_do_not_open(decision, outing, ada):
    other = actions.decide(outing, "Bring 180", by=ada)
    other.sealed = decision.sealed
    assert open_texts([other], keyring_of(ada)) == {other.id: None}


def test_damaged_words_do_not_hide_their_neighbours(decision, outing, ada):
    other = actions.decide(outing, "Bring 180", by=ada)
    decision.sealed = b"{"
    assert open_texts([decision, other], keyring_of(ada)) == {decision.id: None, other.id: "Bring 180"}


def test_editors_and_viewers_read_but_do_not_write(outing, ed, vera):
    for member in (ed, vera):
        with pytest.raises(MayNot):
            actions.decide(outing, WORDS, by=member)


def test_words_too_long_to_seal_are_refused_and_nothing_is_kept(outing, ada):
    with pytest.raises(Refusal, match="too_long"):
        actions.decide(outing, "a" * 5000, by=ada)
    assert not Decision.objects.exists()


def test_done_then_dropped_then_open_again(decision, ada, ben):
    actions.close_decision(decision, by=ben)
    assert (decision.done_by, decision.dropped_by) == (ben, None)
    actions.drop_decision(decision, by=ada)
    assert (decision.done_by, decision.dropped_by) == (None, ada)
    actions.reopen_decision(decision, by=ada)
    assert Decision.objects.open().get() == decision


def test_a_decision_is_its_groups_alone(decision, cleo, ada):
    assert not Decision.objects.visible_to(cleo).exists()
    assert Decision.objects.visible_to(ada).exists()
