"""Planning, changing, cancelling, and the next one; what the database itself refuses."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from handbill.base import clock
from handbill.base.errors import MayNot, Refusal
from handbill.copies.actions import add_batch
from handbill.plan import actions
from handbill.plan.models import Booking, Decision, Outing, Pass, Place, Shift
from handbill.plan.passes import pass_text, revoke, standing_pass
from handbill.plan.queries import booked, handed_down, last_time_here, members_coming
from tests.cast import NOON


@pytest.fixture(autouse=True)
def at_noon():
    with clock.stand_at(NOON):
        yield


@pytest.fixture
def place(group):
    return Place.objects.create(group=group, name="Tram works gate", setting="gate")


def planned(by, place, **more):
    return actions.plan_outing(by=by, place=place, starts_at=NOON, ends_at=NOON + timedelta(hours=1), **more)


def test_whoever_plans_leads_comes_and_gets_a_square(ada, place):
    outing = planned(ada, place, crowd_expected=400, goal_asked=50)
    assert (outing.lead, outing.setting, outing.goals) == (ada, "gate", {"asked": 50})
    assert members_coming(outing) == [ada]
    assert outing.checklist.count() == 3
    assert Pass.objects.filter(outing=outing, revoked_at=None).exists()


def test_a_volunteer_plans_only_what_she_leads(ada, ben, place):
    assert planned(ben, place).lead == ben
    with pytest.raises(MayNot):
        planned(ben, place, lead=ada)


def test_editors_and_viewers_plan_nothing(ed, vera, place):
    for member in (ed, vera):
        with pytest.raises(MayNot):
            planned(member, place)
    assert not Outing.objects.exists()


def test_an_unknown_detail_is_refused_by_name(ada, place):
    with pytest.raises(TypeError, match="weather"):
        planned(ada, place, weather="fine")


def test_a_change_raises_the_version(ada, outing):
    actions.change_outing(outing, by=ada, crowd_expected=200, starts_at=outing.starts_at - timedelta(hours=1))
    outing.refresh_from_db()
    assert (outing.version, outing.crowd_expected) == (2, 200)


def test_cancelling_and_taking_it_back(ada, outing):
    actions.cancel_outing(outing, by=ada)
    assert outing.is_cancelled and outing.cancelled_by == ada
    with pytest.raises(Refusal):
        actions.say_coming(outing, by=ada)
    actions.restore_outing(outing, by=ada)
    assert not outing.is_cancelled and outing.version == 3


def test_saying_i_come_twice_is_one_shift(ben, outing):
    actions.say_coming(outing, by=ben)
    actions.say_coming(outing, by=ben)
    assert members_coming(outing) == [ben]
    actions.take_back_coming(outing, by=ben)
    assert members_coming(outing) == []


def test_a_viewer_does_not_come_along(vera, outing):
    with pytest.raises(MayNot):
        actions.say_coming(outing, by=vera)


def test_who_has_left_is_not_expected(ben, outing):
    actions.say_coming(outing, by=ben)
    ben.ended_at = NOON
    ben.save()
    assert members_coming(outing) == []


class TestCopies:
    @pytest.fixture
    def batch(self, ada):
        return add_batch(issue="14", copies=200, by=ada)

    def test_a_later_number_replaces_the_first(self, ben, outing, batch):
        actions.book_copies(outing, batch, 100, by=ben)
        actions.book_copies(outing, batch, 120, by=ben)
        assert booked(outing) == [(batch, 120)]

    def test_nought_takes_the_booking_back(self, ada, outing, batch):
        actions.book_copies(outing, batch, 100, by=ada)
        actions.book_copies(outing, batch, 0, by=ada)
        assert booked(outing) == []

    def test_more_than_were_printed_is_refused(self, ada, outing, batch):
        with pytest.raises(Refusal, match="more_than_printed"):
            actions.book_copies(outing, batch, 201, by=ada)

    def test_another_groups_batch_does_not_exist(self, ada, cleo, outing):
        with pytest.raises(Refusal, match="batch_unknown"):
            actions.book_copies(outing, add_batch(issue="3", copies=10, by=cleo), 5, by=ada)

    def test_editors_do_not_move_copies(self, ed, outing, batch):
        with pytest.raises(MayNot):
            actions.book_copies(outing, batch, 5, by=ed)

    def test_last_time_is_the_latest_that_took_place_here(self, ada, outing, batch):
        actions.book_copies(outing, batch, 100, by=ada)
        cancelled = copy_of(outing, days=1, cancelled_at=NOON, cancelled_by=ada)
        later = copy_of(outing, days=14)
        with clock.stand_at(later.starts_at):
            assert last_time_here(later) == outing
            assert last_time_here(later).copies_taken == 100
        assert last_time_here(cancelled) is None, "it has not taken place yet"


class TestGuide:
    def test_a_point_that_stays_keeps_its_id(self, ada, outing):
        first = actions.set_guide(outing, ["Rent rise", "Damp"], by=ada)
        second = actions.set_guide(outing, ["Damp", "  Repairs  ", "", "Damp"], by=ada)
        assert [point.text for point in second] == ["Damp", "Repairs"]
        assert second[0].id == first[1].id
        assert outing.guide.get(text="Rent rise").ended_at == NOON, "ids once given stay valid"

    def test_phones_see_a_new_version(self, ada, outing):
        actions.set_guide(outing, ["Damp"], by=ada)
        outing.refresh_from_db()
        assert outing.version == 2


class TestTheNext:
    def test_it_carries_over_what_was_good(self, ada, place):
        first = planned(ada, place, goal_copies=100, held_by="The council", people_needed=3)
        actions.set_guide(first, ["Damp"], by=ada)
        actions.add_item(first, "Table and banner", ada, by=ada)
        following = actions.plan_the_next(first, by=ada)
        assert following.follows == first
        assert (following.place, following.setting, following.goals) == (place, "gate", {"copies": 100})
        assert (following.held_by, following.people_needed) == ("The council", 3)
        assert [point.text for point in following.guide.all()] == ["Damp"]
        assert following.checklist.last().text == "Table and banner"
        assert following.starts_at == first.starts_at + timedelta(days=7)

    def test_the_hours_on_the_wall_stay_when_the_clocks_change(self, ada, place):
        with clock.stand_at(datetime(2026, 10, 21, 20, tzinfo=UTC)):
            first = actions.plan_outing(
                by=ada,
                place=place,
                starts_at=datetime(2026, 10, 21, 14, tzinfo=UTC),
                ends_at=datetime(2026, 10, 21, 16, tzinfo=UTC),
            )
            following = actions.plan_the_next(first, by=ada)
        assert following.starts_at == datetime(2026, 10, 28, 15, tzinfo=UTC)
        assert following.ends_at == datetime(2026, 10, 28, 17, tzinfo=UTC)

    def test_a_night_across_the_clock_change_keeps_its_hours(self, ada, place):
        with clock.stand_at(datetime(2026, 10, 25, 12, tzinfo=UTC)):
            night = actions.plan_outing(
                by=ada,
                place=place,
                starts_at=datetime(2026, 10, 24, 22, tzinfo=UTC),  # 23:00
                ends_at=datetime(2026, 10, 25, 3, tzinfo=UTC),  # 03:00, five hours later
            )
            following = actions.plan_the_next(night, by=ada)
        assert following.ends_at - following.starts_at == timedelta(hours=4)

    def test_it_always_lies_ahead(self, ada, place):
        long_ago = planned(ada, place)
        with clock.stand_at(NOON + timedelta(days=40)):
            following = actions.plan_the_next(long_ago, by=ada)
        assert following.starts_at == long_ago.starts_at + timedelta(days=42)

    def test_open_decisions_come_up_and_done_ones_do_not(self, ada, place):
        first = planned(ada, place)
        bring, print_more = (actions.decide(first, text, by=ada) for text in ("Bring 180", "Print 800"))
        actions.close_decision(print_more, by=ada)
        following = actions.plan_the_next(first, by=ada)
        assert handed_down(following) == [bring]
        assert handed_down(first) == [], "a decision does not come back where it was made"


class TestTheDatabaseItselfRefuses:
    """Each constraint broken once."""

    @pytest.fixture
    def broken(self):
        def broken(name, write):
            with pytest.raises(IntegrityError) as caught, transaction.atomic():
                write()
            words = str(caught.value)
            assert name in words or "UNIQUE" in words, words

        return broken

    def test_an_outing_that_ends_before_it_starts(self, outing, broken):
        broken("an_outing_ends_after_it_starts", lambda: copy_of(outing, ends_at=outing.starts_at))

    def test_a_share_over_a_hundred(self, outing, broken):
        broken("goal_asked_is_a_share", lambda: copy_of(outing, goal_asked=101))

    def test_cancelled_by_nobody(self, outing, broken):
        broken("outing_cancelled_at_and_by_together", lambda: copy_of(outing, cancelled_at=NOON))

    def test_one_place_twice(self, group, place, broken):
        broken("one_place_per_name", lambda: Place.objects.create(group=group, name=place.name, setting="gate"))

    def test_one_member_twice_at_an_outing(self, group, ben, outing, broken):
        actions.say_coming(outing, by=ben)
        broken(
            "one_shift_per_member_and_outing",
            lambda: Shift.objects.create(group=group, outing=outing, member=ben),
        )

    def test_a_batch_twice_for_an_outing(self, group, ada, outing, broken):
        batch = add_batch(issue="14", copies=9, by=ada)
        actions.book_copies(outing, batch, 5, by=ada)
        broken(
            "one_booking_per_outing_and_batch",
            lambda: Booking.objects.create(group=group, outing=outing, batch=batch, copies=1),
        )

    def test_a_booking_of_nothing(self, group, ada, outing, broken):
        batch = add_batch(issue="14", copies=9, by=ada)
        broken(
            "a_booking_has_copies",
            lambda: Booking.objects.create(group=group, outing=outing, batch=batch, copies=0),
        )

    def test_two_standing_passes(self, group, ada, outing, broken):
        standing_pass(outing, ada)
        broken(
            "one_standing_pass_per_outing",
            lambda: Pass.objects.create(group=group, outing=outing, token_hash=b"x" * 32),
        )

    def test_a_pass_revoked_by_nobody(self, group, ada, outing, broken):
        pass_ = standing_pass(outing, ada)
        broken("pass_revoked_at_and_by_together", lambda: Pass.objects.filter(pk=pass_.pk).update(revoked_at=NOON))

    def test_two_passes_with_one_text(self, group, ada, outing, broken):
        pass_ = revoke(standing_pass(outing, ada), ada, end_phones=False)
        assert pass_text(pass_)
        broken(
            "token_hash",
            lambda: Pass.objects.create(group=group, outing=outing, token_hash=bytes(pass_.token_hash)),
        )

    @pytest.mark.parametrize("how", ["done", "dropped"])
    def test_a_decision_ended_by_nobody(self, ada, outing, broken, how):
        decision = actions.decide(outing, "Bring 180", by=ada)
        broken(
            f"decision_{how}_at_and_by_together",
            lambda: Decision.objects.filter(pk=decision.pk).update(**{f"{how}_at": NOON}),
        )

    def test_one_phone_twice_at_an_outing(self, group, ada, outing, broken):
        from handbill.base.ids import new_id
        from handbill.plan.joinings import join_as_member
        from handbill.plan.models import Joining

        joining, _token = join_as_member(ada, outing.id, new_id())
        broken(
            "one_joining_per_phone_and_outing",
            lambda: Joining.objects.create(group=group, outing=outing, phone=joining.phone, token_hash=b"y" * 32),
        )


def copy_of(outing, days=0, **more):
    values = {name: getattr(outing, name) for name in ("group", "place", "setting", "lead", "made_by")}
    times = {name: getattr(outing, name) + timedelta(days=days) for name in ("starts_at", "ends_at")}
    return Outing.objects.create(**{**values, **times, **more})
