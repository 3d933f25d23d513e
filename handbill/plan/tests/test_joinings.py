"""Phones: their tokens, whose they are, what an ended member's phone can still do."""

import hashlib
from datetime import timedelta

import pytest

from handbill.accounts.models import Phone
from handbill.base import clock
from handbill.base.errors import MayNot, Refusal
from handbill.base.ids import new_id
from handbill.plan.joinings import heard, join_as_member, join_by_pass, joining_of
from handbill.plan.models import Joining
from handbill.plan.passes import pass_text, standing_pass
from tests.cast import NOON, sign_in

DURING = NOON + timedelta(hours=3)


@pytest.fixture(autouse=True)
def during():
    with clock.stand_at(DURING):
        yield


@pytest.fixture
def text(outing, ada):
    return pass_text(standing_pass(outing, ada))


def test_a_token_has_256_bits_and_only_its_hash_is_kept(text):
    joining, token, _late = join_by_pass(text, new_id())
    assert len(token) == 43
    assert bytes(joining.token_hash) == hashlib.sha256(token.encode()).digest()
    assert joining_of(token) == joining


def test_joining_again_ends_only_the_token_of_that_pair(text):
    phone, other = new_id(), new_id()
    first = join_by_pass(text, phone)[1]
    neighbour = join_by_pass(text, other)[1]
    second = join_by_pass(text, phone)[1]
    assert joining_of(first) is None
    assert joining_of(second) and joining_of(neighbour)
    assert Joining.objects.count() == 2


def test_one_phone_at_two_outings_has_two_tokens(text, outing, ada):
    phone, later = new_id(), another_day(outing)
    first = join_by_pass(text, phone)[1]
    second = join_by_pass(pass_text(standing_pass(later, ada)), phone)[1]
    assert joining_of(first).outing == outing
    assert joining_of(second).outing == later


def test_a_member_joins_an_outing_of_her_group(outing, ben):
    joining, token = join_as_member(ben, outing.id, new_id(), "Ben")
    assert joining_of(token).phone.member == ben
    assert joining.by_pass is None


def test_another_groups_outing_does_not_exist(outing, cleo):
    with pytest.raises(Refusal) as caught:
        join_as_member(cleo, outing.id, new_id())
    assert (caught.value.code, caught.value.status) == ("unknown_outing", 404)


def test_whoever_only_looks_at_numbers_does_not_join(outing, vera):
    with pytest.raises(MayNot):
        join_as_member(vera, outing.id, new_id())
    assert Joining.objects.count() == 0


def test_a_phone_id_is_one_groups_alone(text, cleo):
    taken = new_id()
    Phone.objects.create(id=taken, group=cleo.group, name="Cleo's")
    with pytest.raises(Refusal) as caught:
        join_by_pass(text, taken)
    assert caught.value.code == "phone_elsewhere"
    assert Phone.objects.get(id=taken).name == "Cleo's"


def test_a_phone_that_changes_hands_is_its_new_members(outing, ada, ben):
    phone = new_id()
    first = join_as_member(ada, outing.id, phone)[1]
    second = join_as_member(ben, outing.id, phone)[1]
    assert joining_of(first) is None
    assert joining_of(second).phone.member == ben


def test_a_members_phone_stops_when_she_leaves(outing, ben):
    token = join_as_member(ben, outing.id, new_id())[1]
    ben.ended_at = clock.now()
    ben.save()
    assert joining_of(token) is None


def test_a_token_speaks_until_thirty_days_after_the_pass(outing, ben, text):
    by_pass, by_member = join_by_pass(text, new_id())[1], join_as_member(ben, outing.id, new_id())[1]
    with clock.stand_at(outing.ends_at + timedelta(days=30, hours=6)):
        assert joining_of(by_pass)
    with clock.stand_at(outing.ends_at + timedelta(days=30, hours=6, seconds=1)):
        assert joining_of(by_pass) is None
        assert joining_of(by_member) is None


def test_what_a_phone_still_holds_is_noted_when_it_says_so(text):
    joining, *_ = join_by_pass(text, new_id())
    heard(joining, 12)
    with clock.stand_at(DURING + timedelta(minutes=5)):
        heard(joining, None)
    joining.refresh_from_db()
    assert (joining.waiting, joining.heard_at) == (12, DURING + timedelta(minutes=5))


def another_day(outing):
    return type(outing).objects.create(
        group=outing.group,
        place=outing.place,
        setting="stall",
        starts_at=outing.starts_at + timedelta(days=7),
        ends_at=outing.ends_at + timedelta(days=7),
        lead=outing.lead,
    )


def test_a_phone_of_an_outing_is_stopped_on_its_page_by_whoever_may_change_it(outing, ada, vera, text):
    joining = join_by_pass(text, new_id(), "Dev")[0]
    page, ending = f"/outings/{outing.id}/", f"/joinings/{joining.id}/ending/"
    desk = sign_in(ada)
    assert ending in desk.get(page).content.decode()
    assert ending not in sign_in(vera).get(page).content.decode()
    assert sign_in(vera).post(ending, {"next": page}).status_code in (403, 404)
    assert desk.post(ending, {"next": page}).headers["Location"] == page
    shown = desk.get(page).content.decode()
    assert "Stopped." in shown and ending not in shown, "there is nothing left to stop"


def test_her_page_folds_the_phones_of_outings_long_past(outing, ada):
    joining = join_as_member(ada, outing.id, new_id())[0]
    ending = f"/joinings/{joining.id}/ending/"
    assert "earlier outing" not in sign_in(ada).get("/me/").content.decode()
    with clock.stand_at(DURING + timedelta(days=31)):
        shown = sign_in(ada).get("/me/").content.decode()
        assert "1 earlier outing" in shown and shown.index("earlier outing") < shown.index(ending)
        heard(joining, 3)
        Joining.objects.update(heard_at=DURING)
        assert "earlier outing" not in sign_in(ada).get("/me/").content.decode(), "something waits on it"
