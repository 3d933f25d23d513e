"""Pages of outings: who gets in, what bad input is told, what is kept of it."""

from datetime import UTC, datetime, timedelta

import pytest

from handbill.base import clock
from handbill.base.ids import new_id
from handbill.copies.actions import add_batch
from handbill.plan import actions
from handbill.plan.models import ChecklistItem, Outing, Pass, Place
from handbill.plan.passes import pass_text, standing_pass
from tests.cast import NOON, sign_in

GOOD = {
    "place": "Ferry Square market",
    "setting": "stall",
    "day": "2026-09-26",
    "start": "15:00",
    "end": "17:00",
}


@pytest.fixture(autouse=True)
def at_noon():
    with clock.stand_at(NOON):
        yield


@pytest.fixture
def at_desk(ada):
    return sign_in(ada)


def address(outing, *more):
    return "/".join([f"/outings/{outing.id}", *more, ""])


class TestRights:
    """Not yours is 404, may not is 403; the same for every door of an outing."""

    CHANGING = ["change", "guide", "pass"]
    POSTS = ["cancellation", "pass", "pass/revocation", "checklist"]

    def test_without_an_account_every_door_leads_to_the_sign_in(self, client, outing):
        for path in ("/outings/", "/outings/new/", address(outing), "/places/", "/copies/"):
            answer = client.get(path)
            assert answer.status_code == 302 and "/sign-in/" in answer["Location"]

    def test_another_groups_outing_is_not_there(self, outing, cleo):
        stranger = sign_in(cleo)
        for part in ["", *self.CHANGING]:
            assert stranger.get(address(outing, *filter(None, [part]))).status_code == 404
        for part in [*self.POSTS, "coming", "copies", "next", f"checklist/{outing.checklist.first() or new_id()}"]:
            assert stranger.post(address(outing, part)).status_code == 404

    @pytest.mark.parametrize("who", ["ben", "ed", "vera"])
    def test_who_does_not_lead_it_sees_it_and_may_not_change_it(self, outing, who, request):
        member = sign_in(request.getfixturevalue(who))
        page = member.get(address(outing))
        assert page.status_code == 200
        assert "pass" not in page.context, "the square is for those who may change the outing"
        for part in self.CHANGING:
            assert member.get(address(outing, part)).status_code == 403
        for part in self.POSTS:
            assert member.post(address(outing, part), {"text": "x"}).status_code == 403
        assert not Pass.objects.exists()

    def test_a_volunteer_changes_what_she_leads(self, outing, ben):
        outing.lead = ben
        outing.save()
        client = sign_in(ben)
        assert client.get(address(outing, "change")).status_code == 200
        assert client.post(address(outing, "change"), {**GOOD, "crowd_expected": "400"}).status_code == 302
        outing.refresh_from_db()
        assert (outing.crowd_expected, outing.lead) == (400, ben)

    @pytest.mark.parametrize("who", ["ed", "vera"])
    def test_editors_and_viewers_make_no_outing(self, who, request):
        client = sign_in(request.getfixturevalue(who))
        assert client.get("/outings/new/").status_code == 403
        assert client.post("/outings/new/", GOOD).status_code == 403

    def test_a_viewer_ticks_nothing_and_does_not_come(self, outing, vera, ada):
        item = actions.add_item(outing, "Table", by=ada)
        client = sign_in(vera)
        assert client.post(address(outing, "coming")).status_code == 403
        assert client.post(address(outing, "checklist", str(item.id)), {"done": "yes"}).status_code == 403

    def test_a_member_without_a_lead_ticks_but_does_not_remove(self, outing, ben, ada):
        item = actions.add_item(outing, "Table", by=ada)
        client = sign_in(ben)
        assert client.post(address(outing, "checklist", str(item.id)), {"done": "yes"}).status_code == 302
        assert client.post(address(outing, "checklist", str(item.id)), {"remove": "1"}).status_code == 403
        item.refresh_from_db()
        assert item.done_by == ben


class TestPlanning:
    def test_a_new_place_is_named_on_the_way(self, at_desk):
        answer = at_desk.post("/outings/new/", GOOD)
        outing = Outing.objects.get()
        assert answer["Location"] == address(outing)
        assert outing.place.name == "Ferry Square market"
        assert outing.starts_at == datetime(2026, 9, 26, 14, tzinfo=UTC), "15:00 in London's summer"

    def test_a_known_place_is_found_whatever_its_capitals_and_brings_its_setting(self, at_desk, group):
        place = Place.objects.create(group=group, name="Tram works gate", setting="gate", ended_at=NOON)
        at_desk.post("/outings/new/", {**GOOD, "place": "tram  works Gate"})
        outing = Outing.objects.get()
        assert outing.place == place and outing.place.ended_at is None
        at_desk.post("/outings/new/", {**GOOD, "place": "Tram works gate", "setting": "", "day": "2026-09-27"})
        assert Outing.objects.last().setting == "gate"

    def test_an_outing_may_go_over_midnight(self, at_desk):
        at_desk.post("/outings/new/", {**GOOD, "start": "22:00", "end": "01:00"})
        outing = Outing.objects.get()
        assert outing.ends_at - outing.starts_at == timedelta(hours=3)

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            ({"place": ""}, "Write where you are going."),
            ({"place": "x" * 121}, "at most 120"),
            ({"setting": ""}, "Say what kind of place it is."),
            ({"setting": "moon"}, "moon"),
            ({"day": ""}, "Choose the day."),
            ({"day": "2026-02-30"}, "Write the day like"),
            ({"day": "2062-09-26"}, "Check the year."),
            ({"start": "25:00"}, "Write the time like 15:00."),
            ({"end": "15:00"}, "It ends when it starts."),
            ({"day": "2027-03-28", "start": "01:30", "end": "04:00"}, "jump over 01:30"),
            ({"crowd_expected": "many"}, "Write a whole number, in digits."),
            ({"crowd_expected": "0"}, "Write 1 or more"),
            ({"goal_asked": "101"}, "Write 100 or less."),
            (
                {"goal_conversations": "1", "goal_asked": "1", "goal_contacts": "1", "goal_copies": "1"},
                "Keep to 3 goals",
            ),
            ({"lead": "nobody"}, "Choose somebody of your group."),
        ],
    )
    def test_bad_input_is_answered_where_it_happened_and_nothing_is_kept(self, at_desk, change, sentence):
        answer = at_desk.post("/outings/new/", {**GOOD, **change})
        assert answer.status_code == 422
        assert sentence in answer.text
        assert not Outing.objects.exists() and not Place.objects.exists()

    def test_what_was_written_comes_back_with_the_error(self, at_desk):
        answer = at_desk.post("/outings/new/", {**GOOD, "day": "", "held_by": "The town council"})
        assert "The town council" in answer.text

    def test_another_groups_member_cannot_lead(self, at_desk, ada, cleo):
        answer = at_desk.post("/outings/new/", {**GOOD, "lead": str(cleo.pk)})
        assert answer.status_code == 422 and not Outing.objects.exists()

    def test_the_first_outing_asks_little_and_shows_the_square(self, at_desk, group):
        page = at_desk.get("/outings/new/?first=1")
        assert "Where are you going first?" in page.text
        answer = at_desk.post("/outings/new/?first=1", {**GOOD, "copies": "1200", "issue": "14"}, follow=True)
        assert "Bring the others in" in answer.text and 'class="qr"' in answer.text
        dealt = sorted(group.batches.values_list("code", "copies"))
        assert dealt == [(f"14{letter}", 200) for letter in "ABCDEF"], "1,200 copies, a code for every 200"

    def test_the_first_outing_says_what_is_missing(self, at_desk):
        answer = at_desk.post("/outings/new/?first=1", {**GOOD, "copies": "1200"})
        assert answer.status_code == 422 and "Say which issue the copies are of." in answer.text


class TestTheOutingsPage:
    def test_the_square_holds_the_pass_behind_the_hash(self, at_desk, outing, ada):
        text = pass_text(standing_pass(outing, ada))
        page = at_desk.get(address(outing, "pass")).text
        assert f"http://localhost/field/#{text}" in page
        assert "This address works on this machine only" in page

    def test_nobody_can_join_before_there_is_a_square_and_one_press_makes_it(self, at_desk, outing):
        assert "Make a new square" in at_desk.get(address(outing, "pass")).text
        at_desk.post(address(outing, "pass"))
        assert Pass.objects.filter(outing=outing, revoked_at=None).count() == 1

    def test_stopping_the_square(self, at_desk, outing, ada):
        standing_pass(outing, ada)
        at_desk.post(address(outing, "pass", "revocation"), {"end_phones": "on"})
        assert Pass.objects.get().revoked_by == ada
        assert "Make a new square" in at_desk.get(address(outing, "pass")).text

    def test_coming_and_not_coming(self, outing, ben):
        client = sign_in(ben)
        client.post(address(outing, "coming"))
        assert list(outing.shifts.values_list("member__name", flat=True)) == ["Ben"]
        client.post(address(outing, "coming"), {"undo": "1"})
        assert not outing.shifts.exists()

    def test_with_htmx_only_the_part_comes_back(self, outing, ben):
        answer = sign_in(ben).post(address(outing, "coming"), headers={"HX-Request": "true"})
        assert answer.status_code == 200 and "<html" not in answer.text and 'id="team"' in answer.text
        assert "HX-Request" in answer["Vary"]

    def test_copies_are_booked_and_refused_in_their_place(self, at_desk, outing, ada):
        batch = add_batch(issue="14", copies=200, by=ada)
        at_desk.post(address(outing, "copies"), {"batch": batch.pk, "copies": "100"})
        assert outing.bookings.get().copies == 100
        refused = at_desk.post(address(outing, "copies"), {"batch": batch.pk, "copies": "201"})
        assert refused.status_code == 422 and "has 200 copies in all" in refused.text
        for wrong in ("", "-1", "many"):
            assert at_desk.post(address(outing, "copies"), {"batch": batch.pk, "copies": wrong}).status_code == 422
        assert outing.bookings.get().copies == 100

    def test_another_groups_batch_is_no_choice(self, at_desk, outing, cleo):
        batch = add_batch(issue="3", copies=10, by=cleo)
        assert at_desk.post(address(outing, "copies"), {"batch": batch.pk, "copies": "5"}).status_code == 422

    def test_the_checklist_grows_is_ticked_and_shrinks(self, at_desk, outing, ben):
        at_desk.post(address(outing, "checklist"), {"text": "Table and banner", "who": str(ben.pk)})
        item = ChecklistItem.objects.get()
        assert item.member == ben
        at_desk.post(address(outing, "checklist", str(item.pk)), {"done": "yes"})
        assert "1 of 1 done" in at_desk.get(address(outing)).text
        at_desk.post(address(outing, "checklist", str(item.pk)), {"done": "no"})
        item.refresh_from_db()
        assert (item.done_at, item.done_by) == (None, None)
        at_desk.post(address(outing, "checklist", str(item.pk)), {"remove": "1"})
        assert not ChecklistItem.objects.exists()

    def test_an_empty_line_is_no_item(self, at_desk, outing):
        assert at_desk.post(address(outing, "checklist"), {"text": " "}).status_code == 422

    def test_the_guide_has_up_to_twelve_short_points(self, at_desk, outing):
        for points in ("\n".join("abcdefghijklm"), "x" * 201):
            assert at_desk.post(address(outing, "guide"), {"points": points}).status_code == 422
        at_desk.post(address(outing, "guide"), {"points": "Rent rise\r\n\r\nDamp"})
        assert list(outing.guide.values_list("text", flat=True)) == ["Rent rise", "Damp"]

    def test_cancelling_can_be_taken_back(self, at_desk, outing):
        at_desk.post(address(outing, "cancellation"))
        assert "Nobody needs to come" in at_desk.get(address(outing)).text
        at_desk.post(address(outing, "cancellation"), {"undo": "1"})
        outing.refresh_from_db()
        assert not outing.is_cancelled

    def test_the_next_one_opens_for_changes(self, at_desk, outing):
        with clock.stand_at(outing.ends_at + timedelta(hours=1)):
            answer = at_desk.post(address(outing, "next"))
        following = Outing.objects.get(follows=outing)
        assert answer["Location"] == address(following, "change")

    def test_decisions_come_up_opened_and_can_be_done(self, at_desk, ada, outing):
        decision = actions.decide(outing, "Move to the tram stop side", by=ada)
        following = actions.plan_the_next(outing, by=ada)
        assert "Move to the tram stop side" in at_desk.get(address(following)).text
        path = f"/decisions/{decision.pk}/outcome/"
        assert at_desk.post(path, {"outcome": "perhaps"}).status_code == 400
        answer = at_desk.post(path, {"outcome": "done", "next": "https://elsewhere.example/"})
        assert answer["Location"] == address(outing), "never to another host"
        assert "Move to the tram stop side" not in at_desk.get(address(following)).text

    def test_another_groups_decision_is_not_there_and_a_viewers_not_hers(self, ada, outing, cleo, vera):
        decision = actions.decide(outing, "Bring 180", by=ada)
        path = f"/decisions/{decision.pk}/outcome/"
        assert sign_in(cleo).post(path, {"outcome": "done"}).status_code == 404
        assert sign_in(vera).post(path, {"outcome": "done"}).status_code == 403

    def test_a_viewer_sees_the_words_as_little_here_as_in_the_debrief(self, ada, outing, vera):
        actions.decide(outing, "Move to the tram stop side", by=ada)
        desk, following = sign_in(vera), actions.plan_the_next(outing, by=ada)
        for page in (address(following), address(outing, "debrief")):
            text = desk.get(page).text
            assert "Move to the tram stop side" not in text
            assert "Sealed words" in text


class TestTheList:
    def test_it_names_the_next_and_the_past(self, at_desk, outing):
        assert "Next: Ferry Square market" in at_desk.get("/outings/").text
        with clock.stand_at(outing.ends_at + timedelta(days=1)):
            assert "Nothing is planned yet" in sign_in(outing.lead).get("/outings/").text

    def test_an_empty_desk_says_what_to_do(self, at_desk):
        assert "Where are you going first?" in at_desk.get("/outings/").text

    def test_other_groups_outings_are_not_in_it(self, outing, cleo):
        assert "Ferry Square" not in sign_in(cleo).get("/outings/").text


class TestPlaces:
    def test_a_better_name_and_off_the_list_and_back(self, at_desk, outing):
        place = outing.place
        at_desk.post(f"/places/{place.pk}/", {"name": "Ferry Square, tram stop", "setting": "stall"})
        place.refresh_from_db()
        assert place.name == "Ferry Square, tram stop"
        at_desk.post(f"/places/{place.pk}/ending/")
        assert "Off the list" in at_desk.get("/places/").text
        at_desk.post(f"/places/{place.pk}/ending/", {"undo": "1"})
        assert "Off the list" not in at_desk.get("/places/").text

    def test_a_name_that_is_taken_is_refused(self, at_desk, group, outing):
        other = Place.objects.create(group=group, name="Tram works gate", setting="gate")
        answer = at_desk.post(f"/places/{other.pk}/", {"name": "ferry square MARKET", "setting": "gate"})
        assert answer.status_code == 422 and "There is a place of this name already" in answer.text

    def test_rights(self, outing, cleo, vera):
        path = f"/places/{outing.place.pk}/"
        assert sign_in(cleo).get(path).status_code == 404
        assert sign_in(vera).get(path).status_code == 403
        assert sign_in(vera).post(f"{path}ending/").status_code == 403
