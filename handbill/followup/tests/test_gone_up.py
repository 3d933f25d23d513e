"""What is late goes up: to the owner at once, a day later to whoever led the outing; without a name where she has no key."""

from datetime import timedelta

import pytest

from handbill.base.clock import stand_at
from handbill.followup.gone_up import gone_up_to
from handbill.followup.models import FollowUp
from tests.cast import join, keyring_of, sign_in
from tests.met import CARD, STALL, meet, members_phone

DUE = STALL + timedelta(hours=48)


@pytest.fixture
def bens(outing, ben):
    return meet(members_phone(outing, ben))


def lead(outing, member):
    outing.lead = member
    outing.save(update_fields=["lead"])


def people_before(member, at, keyring=None):
    with stand_at(at):
        return [row.person for row in gone_up_to(member, keyring)]


def test_a_day_after_the_deadline_it_goes_up_to_the_lead(bens, ada):
    assert people_before(ada, DUE + timedelta(hours=23)) == []
    assert people_before(ada, DUE + timedelta(hours=25)) == [bens]


def test_today_shows_it_with_who_has_them_and_the_way_to_take_over(bens, ada, ben):
    with stand_at(DUE + timedelta(hours=25)):
        client = sign_in(ada)
        shown = client.get("/").content.decode().split('id="gone-up"')[1]
        assert CARD["name"] in shown and "With Ben." in shown and "Take over" in shown
        client.post(f"/people/{bens.id}/owner/", {"owner": str(ada.id)})
        assert FollowUp.objects.get().owner == ada
        shown = client.get("/").content.decode()
        assert 'id="gone-up"' not in shown and CARD["name"] in shown, "it is hers now"


def test_a_volunteer_who_leads_sees_that_they_wait_and_not_who_they_are(outing, union, bens):
    gil = join(union, "Gil", "volunteer")
    lead(outing, gil)
    assert people_before(gil, DUE + timedelta(hours=25), keyring_of(gil)) == [bens]
    with stand_at(DUE + timedelta(hours=25)):
        shown = sign_in(gil).get("/").content.decode()
    assert "With Ben." in shown and "Ferry Square market" in shown and "Take over" not in shown
    for word in (*CARD.values(), str(bens.id), "tel:"):
        assert word not in shown, word


def test_nobody_else_is_told(bens, union, cleo, ben, ada, outing):
    gil = join(union, "Gil", "volunteer")
    far = DUE + timedelta(days=9)
    assert people_before(gil, far) == people_before(cleo, far) == people_before(ben, far) == []
    lead(outing, gil)
    assert people_before(ada, far) == [], "another leads it"


def test_where_the_lead_has_left_every_organiser_is_told(outing, union, bens, ada):
    from handbill.accounts.actions import end_member

    gil = join(union, "Gil", "volunteer")
    lead(outing, gil)
    end_member(gil, by=ada, keyring=keyring_of(ada))
    assert people_before(ada, DUE + timedelta(hours=25)) == [bens]


def test_what_is_any_time_or_done_is_never_late(bens, ada):
    FollowUp.objects.update(due_at=None)
    assert people_before(ada, DUE + timedelta(days=9)) == []
    FollowUp.objects.update(due_at=DUE, closed_at=DUE, closed_by=ada)
    assert people_before(ada, DUE + timedelta(days=9)) == []
