"""The square's pass: made once, never on disk, ended by time, by somebody, by leaving."""

import hashlib
from datetime import timedelta

import pytest

from handbill.accounts.models import Instance
from handbill.base import clock
from handbill.base.errors import Refusal
from handbill.base.ids import new_id
from handbill.plan.actions import cancel_outing, restore_outing
from handbill.plan.joinings import join_by_pass, joining_of, may_read_outing
from handbill.plan.models import Joining, Pass
from handbill.plan.passes import ended_at, find_pass, pass_text, revoke, standing_pass
from tests.cast import NOON

DURING = NOON + timedelta(hours=3)


@pytest.fixture
def text(outing, ada):
    return pass_text(standing_pass(outing, ada))


def test_an_outing_has_one_pass_however_often_it_is_asked_for(outing, ada, ben):
    assert standing_pass(outing, ada) == standing_pass(outing, ben)
    assert Pass.objects.count() == 1


def test_the_text_has_22_letters_and_is_found_again(outing, ada, text):
    assert len(text) == 22
    assert find_pass(text).outing == outing
    assert find_pass(text + "x") is None


def test_the_text_is_nowhere_in_the_row(text):
    row = Pass.objects.values().get()
    assert text.encode() not in b"".join(bytes(str(value), "utf-8") for value in row.values())
    assert bytes(row["token_hash"]) == hashlib.sha256(text.encode()).digest()


def test_another_secret_of_the_instance_gives_another_text(outing, ada, text, settings):
    settings.SECRET_KEY = "another"
    assert pass_text(standing_pass(outing, ada)) != text


def test_a_pass_lets_phones_in_until_six_hours_after_the_end(outing, text):
    last = outing.ends_at + timedelta(hours=6)
    with clock.stand_at(last):
        joining, token, is_late = join_by_pass(text, new_id(), "Kofi's phone")
    assert (joining.outing, is_late, joining.phone.name) == (outing, False, "Kofi's phone")
    with clock.stand_at(last + timedelta(seconds=1)):
        assert refused(text, new_id()) == ("pass_ended", 410)


def test_a_text_that_was_never_a_pass_is_unknown(db):
    assert refused("nothing-of-ours-0000000", new_id()) == ("pass_unknown", 404)


def test_a_phone_that_was_here_may_come_late_for_thirty_days(outing, text):
    phone, stranger = new_id(), new_id()
    with clock.stand_at(DURING):
        join_by_pass(text, phone)
    end = outing.ends_at + timedelta(hours=6)
    with clock.stand_at(end + timedelta(days=30)):
        joining, _token, is_late = join_by_pass(text, phone)
        assert is_late and joining.is_late
        assert refused(text, stranger) == ("pass_ended", 410)
    with clock.stand_at(end + timedelta(days=30, seconds=1)):
        assert refused(text, phone) == ("pass_ended", 410)


def test_after_a_restore_whoever_has_the_square_may_come_late(outing, ada, text):
    end = outing.ends_at + timedelta(hours=6)
    instance, _made = Instance.objects.get_or_create(id=1)
    with clock.stand_at(outing.starts_at - timedelta(minutes=1)):
        instance.note_restore()
    with clock.stand_at(end + timedelta(days=2)):
        assert refused(text, new_id()) == ("pass_ended", 410), "what was restored before knows who was there"
        instance.note_restore()
        assert join_by_pass(text, new_id())[2]
        revoke(find_pass(text), ada, end_phones=False)
        assert refused(text, new_id()) == ("pass_ended", 410)
    with clock.stand_at(end + timedelta(days=31)):
        assert refused(text, new_id()) == ("pass_ended", 410)


def test_a_revoked_pass_lets_nobody_in_not_even_late(outing, ada, text):
    phone = new_id()
    with clock.stand_at(DURING):
        _joining, token, _late = join_by_pass(text, phone)
        revoke(find_pass(text), ada, end_phones=False)
        assert refused(text, phone) == ("pass_ended", 410)
        assert joining_of(token), "phones that joined before go on"


def test_revoking_can_end_the_phones_too(outing, ada, text):
    with clock.stand_at(DURING):
        _joining, token, _late = join_by_pass(text, new_id())
        other = standing_token_of_a_member(outing, ada)
        revoke(find_pass(text), ada, end_phones=True)
        assert joining_of(token) is None
        assert joining_of(other), "a member's phone did not come in by the pass"


def test_after_revoking_there_is_room_for_a_new_pass(outing, ada, text):
    revoke(find_pass(text), ada, end_phones=False)
    fresh = pass_text(standing_pass(outing, ada))
    with clock.stand_at(DURING):
        assert fresh != text
        assert join_by_pass(fresh, new_id())


def test_a_pass_ends_when_whoever_made_it_leaves(outing, ada, ben):
    text = pass_text(standing_pass(outing, ben))
    ben.ended_at = NOON
    ben.save()
    with clock.stand_at(DURING):
        assert refused(text, new_id()) == ("pass_ended", 410)
        assert pass_text(standing_pass(outing, ada)) != text


def test_a_cancelled_outing_lets_nobody_in_but_hears_the_phones_it_had(outing, ada, text):
    phone = new_id()
    with clock.stand_at(NOON):
        join_by_pass(text, phone)
        cancel_outing(outing, by=ada)
    with clock.stand_at(DURING):
        assert refused(text, new_id()) == ("pass_ended", 410)
        assert join_by_pass(text, phone)[2] is True
        with pytest.raises(Refusal):
            standing_pass(outing, ada)
        restore_outing(outing, by=ada)
        assert join_by_pass(text, new_id())[2] is False


def test_the_end_moves_with_the_outing(outing, text):
    outing.ends_at += timedelta(hours=2)
    outing.save()
    assert ended_at(find_pass(text)) == outing.ends_at + timedelta(hours=6)


def test_a_phone_reads_the_outing_until_its_pass_ends(outing, text):
    with clock.stand_at(DURING):
        joining, *_ = join_by_pass(text, new_id())
        assert may_read_outing(joining)
    with clock.stand_at(outing.ends_at + timedelta(hours=7)):
        assert not may_read_outing(joining)


def refused(text, phone_id):
    before = Joining.objects.count()
    with pytest.raises(Refusal) as caught:
        join_by_pass(text, phone_id)
    assert Joining.objects.count() == before
    return caught.value.code, caught.value.status


def standing_token_of_a_member(outing, member):
    from handbill.plan.joinings import join_as_member

    return join_as_member(member, outing.id, new_id())[1]
