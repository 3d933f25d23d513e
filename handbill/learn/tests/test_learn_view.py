"""The page of what was learnt, from real facts."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from handbill.base import clock
from handbill.copies.models import Batch
from handbill.facts.desk import note_fact
from handbill.facts.models import Fact, Question, SignUpTally
from handbill.facts.tests.entries import STALL, Stack
from handbill.plan.actions import decide
from handbill.plan.models import Booking, GuidePoint, Outing
from tests.cast import NOON, sign_in

LATER = NOON + timedelta(days=40)


@pytest.fixture
def later():
    with clock.stand_at(LATER):
        yield


@pytest.fixture
def go_out(group, outing, ada):
    """`go_out(talks=20, contacts=5)`: one more outing of four stacks, on the day of the first."""

    def out(setting="stall", talks=20, contacts=5, stacks=4, **fields) -> Outing:
        again = Outing.objects.create(
            group=group,
            place=outing.place,
            setting=setting,
            starts_at=outing.starts_at,
            ends_at=outing.ends_at,
            lead=ada,
            made_by=ada,
        )
        crew = [Stack(again) for _ in range(stacks)]
        given = [stack.fact(ask="given", **fields) for stack in crew for _ in range(talks // stacks)]
        crew[0].file(*given, *(crew[0].contact() for _ in range(contacts)))
        return again

    return out


class TestTooEarly:
    def test_a_group_that_has_not_been_out_is_told_so(self, ada):
        answer = sign_in(ada).get("/learn/")
        assert answer.status_code == 200
        assert "Go out five times first" in answer.text and "0 of 5" in answer.text

    def test_four_outings_are_still_a_guess_and_questions_are_there_already(self, ada, go_out, later, group):
        Question.objects.create(group=group, text="Rent rise")
        for _ in range(4):
            go_out()
        page = sign_in(ada).get("/learn/").text
        assert "Go out five times first" in page and "4 of 5" in page and "Rent rise" in page
        assert '<svg class="chart"' not in page

    def test_an_outing_without_a_talk_is_none(self, ada, outing, later):
        assert "0 of 5" in sign_in(ada).get("/learn/").text


class TestReading:
    @pytest.fixture
    def page_of(self, go_out, later):
        for setting, contacts in (("stall", 3), ("doorstep", 10)):
            for _ in range(5):
                go_out(setting, contacts=contacts)
        return lambda member, by="": sign_in(member).get(f"/learn/?by={by}").text

    @pytest.mark.parametrize("who", ["ada", "ben", "ed", "vera"])
    def test_every_member_sees_the_numbers(self, page_of, who, request):
        page = page_of(request.getfixturevalue(who))
        assert "Doorsteps: more contacts" in page and "Almost certain" in page

    def test_another_group_does_not(self, page_of, cleo):
        assert "0 of 5" in page_of(cleo)

    def test_nobody_who_is_not_signed_in_does(self, client, union):
        assert client.get("/learn/").status_code == 302

    @pytest.mark.parametrize("by", ["places", "hours", "nonsense", "settings"])
    def test_each_way_to_compare_is_a_page_without_script(self, page_of, ada, by):
        page = page_of(ada, by)
        assert page.count('aria-current="true"') == 1 and "Show the numbers" in page

    def test_it_asks_the_database_as_often_for_ten_outings_as_for_five(self, go_out, later, ada):
        client = sign_in(ada)
        asked = []
        for _ in range(2):
            for _ in range(5):
                go_out()
            client.get("/learn/")  # what has moved is kept now
            with CaptureQueriesContext(
                connection,
            ) as queries:
                client.get("/learn/")
            asked.append(len(queries))
        assert asked[0] == asked[1] <= 36

    def test_it_never_reads_the_single_facts(self, page_of, ada):
        """A hundred thousand people do not make it slower: only what is kept per outing is read."""
        client = sign_in(ada)
        client.get("/learn/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/learn/")
        reading = [query["sql"] for query in queries if "facts_fact" in query["sql"]]
        assert all(any(word in sql for word in ("'question'", "'retraction'", "DISTINCT")) for sql in reading)
        assert not any(f'{verb} "people_' in query["sql"] for query in queries for verb in ("FROM", "JOIN"))


class TestTwoLooks:
    def test_somebody_who_gives_a_contact_between_two_looks_is_not_seen(self, go_out, later, ada):
        for setting in ("stall", "doorstep"):
            for _ in range(5):
                go_out(setting, contacts=6)
        client = sign_in(ada)
        pages = [f"/learn/?by={by}" for by in ("settings", "places", "hours")]
        before = [figures(client.get(page).text) for page in pages]
        stack = Stack(Outing.objects.filter(setting="doorstep").first())
        stack.file(stack.contact())
        assert [figures(client.get(page).text) for page in pages] == before
        stack.file(*(stack.contact() for _ in range(4)))
        assert all(figures(client.get(page).text) != old for page, old in zip(pages, before, strict=True))

    def test_nor_is_one_who_takes_it_back(self, go_out, later, ada):
        for _ in range(5):
            go_out(contacts=6)
        client = sign_in(ada)
        before = client.get("/learn/").text
        fact = Fact.objects.filter(kind="contact").first()
        note_fact("retraction", {"of": str(fact.id)}, outing=fact.outing, by=ada)
        assert figures(client.get("/learn/").text) == figures(before)


class TestBeside:
    def test_what_is_decided_again_is_said_in_an_unlocked_session_only(self, go_out, later, ada, vera):
        for _ in range(3):
            decide(go_out(), "Ask more people for a contact", by=ada)
        client = sign_in(ada)
        assert "“Ask more people for a contact” was decided 3 times" in client.get("/learn/").text
        client.post("/lock/")
        assert "Ask more people" not in client.get("/learn/").text
        assert "Ask more people" not in sign_in(vera).get("/learn/").text

    def test_how_many_were_reached_in_time_is_counted_over_all(self, go_out, later, ada):
        for _ in range(5):
            for fact in Fact.objects.filter(outing=go_out(contacts=4), kind="contact")[:2]:
                body = {"person": str(fact.person), "outcome": "talked"}
                with clock.stand_at(STALL + timedelta(hours=20)):
                    note_fact("attempt", body, outing=fact.outing, by=ada)
        page = sign_in(ada).get("/learn/").text
        assert "10 of 20 people within 48 hours." in page

    def test_the_last_two_days_are_too_recent_to_say(self, go_out, ada):
        with clock.stand_at(STALL + timedelta(hours=30)):
            for _ in range(5):
                go_out(contacts=4)
            page = sign_in(ada).get("/learn/").text
        assert "20 more are too recent to say." in page and "Too few people gave a contact to say." in page

    def test_points_of_the_guide_are_one_through_all_guides_and_told_with_how_people_took_them(
        self, go_out, later, ada
    ):
        for _ in range(5):
            out = go_out()
            point = GuidePoint.objects.create(group=out.group, outing=out, text="The lift", position=0)
            stack = Stack(out)
            stack.file(*(stack.fact(points=[str(point.id)], reception=reception) for reception in (1, 3, 4, 2)))
        page = sign_in(ada).get("/learn/").text
        assert page.count("The lift") == 1
        assert "10 of 20 were interested or wanted to help." in page

    def test_passed_on_is_not_known_until_ten_have_said_so(self, go_out, later, ada, group):
        batch = Batch.objects.create(group=group, issue="14", code="14A", copies=200)
        outs = [go_out() for _ in range(5)]
        Booking.objects.create(group=group, outing=outs[0], batch=batch, copies=100, made_by=ada)
        for way in ["friend"] * 5 + ["given"] * 4:
            sign_up(outs[0], batch, ada, way)
        assert "Not known yet." in sign_in(ada).get("/learn/").text
        for way in ["friend"] * 5 + ["given"] * 5:
            sign_up(outs[0], batch, ada, way)
        assert "10 of 19 who said so had their copy from a friend." in sign_in(ada).get("/learn/").text

    def test_a_batch_with_few_sign_ups_is_told_with_the_others_only(self, go_out, later, ada, group):
        outs = [go_out() for _ in range(5)]
        batches = [Batch.objects.create(group=group, issue="14", code=f"14{letter}", copies=200) for letter in "ABC"]
        for batch, sign_ups in zip(batches, (2, 4, 9), strict=True):
            Booking.objects.create(group=group, outing=outs[0], batch=batch, copies=100, made_by=ada)
            for _ in range(sign_ups):
                sign_up(outs[0], batch, ada, "found")
        page = sign_in(ada).get("/learn/").text.split('id="passed"')[1]
        assert ">9</td>" in page and ">2</td>" not in page and ">4</td>" not in page
        assert re.search(r"Those with too few, together</td><td class=.n.>6</td>", page)

    @pytest.mark.parametrize(
        ("sign_ups", "says"), [(1, "than issue 13: not known yet."), (30, "A copy of issue 14 brings")]
    )
    def test_two_issues_are_compared_only_where_enough_signed_up(self, go_out, later, ada, group, sign_ups, says):
        out = [go_out() for _ in range(5)][0]
        for days, issue, times in ((0, "13", min(sign_ups, 5)), (1, "14", sign_ups)):
            for letter in "ABCDE":
                batch = Batch.objects.create(
                    group=group, issue=issue, code=f"{issue}{letter}", copies=200, made_at=NOON + timedelta(days=days)
                )
                Booking.objects.create(group=group, outing=out, batch=batch, copies=100, made_by=ada)
                SignUpTally.objects.create(group=group, batch=batch, on=STALL.date(), unsaid=times)
        assert says in sign_in(ada).get("/learn/").text

    @pytest.mark.parametrize(
        ("batches", "prompted", "plain", "says"),
        [
            (4, 11, 9, "So it cannot be told yet whether the words help."),
            (1, 6, 5, "more sign-ups a copy: not known yet."),
            (20, 60, 40, "brings 1.3 to 1.7 times"),
            (20, 40, 60, "brings 0.6 to 0.7 times"),
        ],
    )
    def test_take_one_for_a_friend_is_told_by_batches_given_with_it_and_without(
        self, go_out, later, ada, group, batches, prompted, plain, says
    ):
        out = [go_out() for _ in range(5)][0]
        for trial, times in (("prompted", prompted), ("plain", plain)):
            for number in range(batches):
                batch = Batch.objects.create(
                    group=group, issue="14", code=f"{trial[:2]}{number}", copies=200, trial=trial
                )
                Booking.objects.create(group=group, outing=out, batch=batch, copies=100, made_by=ada)
                SignUpTally.objects.create(group=group, batch=batch, on=STALL.date(), unsaid=times)
        assert says in sign_in(ada).get("/learn/").text

    def test_nothing_is_said_of_a_trial_that_has_one_side_only(self, go_out, later, ada, group):
        out = [go_out() for _ in range(5)][0]
        batch = Batch.objects.create(group=group, issue="14", code="14A", copies=200, trial="prompted")
        Booking.objects.create(group=group, outing=out, batch=batch, copies=100, made_by=ada)
        SignUpTally.objects.create(group=group, batch=batch, on=STALL.date(), unsaid=40)
        assert "take one for a friend" not in sign_in(ada).get("/learn/").text

    def test_a_batch_that_went_out_lately_is_still_counting(self, go_out, ada, group):
        with clock.stand_at(NOON + timedelta(days=20)):
            outs = [go_out() for _ in range(5)]
            batch = Batch.objects.create(group=group, issue="14", code="14A", copies=200)
            Booking.objects.create(group=group, outing=outs[0], batch=batch, copies=100, made_by=ada)
            assert "still counting" in sign_in(ada).get("/learn/").text

    def test_a_setting_nobody_has_been_to_for_months_is_named(self, go_out, ada):
        with clock.stand_at(NOON + timedelta(days=150)):
            for _ in range(5):
                go_out("school")
            assert "School gate: not since September." in sign_in(ada).get("/learn/").text


def figures(page: str) -> str:
    """What the page tells of people: the comparison and the counts beside it."""
    return (
        page.split('id="compared"')[1].split('id="questions"')[0] + page.split('id="back"')[1].split('id="passed"')[0]
    )


def sign_up(outing, batch, member, way):
    with clock.stand_at(STALL + timedelta(days=3)):
        note_fact("sign_up", {"batch": str(batch.id), "way": way}, outing=outing, by=member)
