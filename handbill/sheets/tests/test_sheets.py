"""What was written on paper counts like a phone: printed with a number, typed once, taken back whole."""

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from handbill.base.clock import stand_at
from handbill.facts.models import Fact, Question
from handbill.facts.totals import totals_of
from handbill.followup.models import FollowUp
from handbill.people.models import Card, Consent, Person
from handbill.people.opening import open_card
from handbill.sheets import actions
from handbill.sheets.models import Kind, Sheet
from handbill.sheets.printing import printed, seen
from handbill.sheets.quarters import middles, quarters
from tests.cast import NOON, keyring_of, sign_in

pytestmark = pytest.mark.django_db
EVENING = NOON + timedelta(hours=9)


@pytest.fixture(autouse=True)
def evening():
    with stand_at(EVENING):
        yield


@pytest.fixture
def tally(outing, ada) -> Sheet:
    return actions.print_sheets(outing, Kind.TALLY, 1, by=ada)[0]


@pytest.fixture
def sign_up(outing, ada) -> Sheet:
    return actions.print_sheets(outing, Kind.SIGN_UP, 1, by=ada)[0]


@pytest.fixture
def desk(ada):
    return sign_in(ada)


def strokes(sheet: Sheet, **sent) -> dict:
    return {"taken": "60", "brought_back": "12", **sent}


def rows(*people: dict) -> dict:
    """A grid with one row for each, met by the lead in the middle of the outing."""
    return {
        "rows": "8",
        **{f"{name}_{n}": value for n, person in enumerate(people, 1) for name, value in person.items()},
    }


def met(sheet: Sheet, *people: dict, by=None) -> dict:
    moments = middles(sheet.outing)
    return rows(*people) | {"met_by": str((by or sheet.outing.lead).pk), "met_at": moments[1].isoformat()}


DEE = {"name": "Dee Quill", "reach": "07700 900123", "phone": "on", "text": "on", "note": "Damp, evenings"}
RAFI = {"name": "رافي", "reach": "rafi@quill.example", "email": "on", "paper": "on"}


class TestPrinting:
    def test_sheets_are_numbered_on_for_each_outing_and_kind(self, outing, ada, desk):
        assert [one.number for one in actions.print_sheets(outing, Kind.TALLY, 3, by=ada)] == [1, 2, 3]
        assert [one.number for one in actions.print_sheets(outing, Kind.SIGN_UP, 1, by=ada)] == [1]
        answer = desk.post(f"/outings/{outing.pk}/sheets/", {"kind": "tally", "how_many": "2"})
        assert answer.status_code == 302
        pdf = desk.get(answer["Location"])
        assert pdf["Content-Type"] == "application/pdf"
        assert pdf.content.startswith(b"%PDF-")
        assert list(Sheet.objects.filter(kind=Kind.TALLY).values_list("number", flat=True)) == [1, 2, 3, 4, 5]

    def test_one_page_is_printed_for_each_sheet(self, outing, ada):
        for kind in Kind.values:
            sheets = actions.print_sheets(outing, kind, 3, by=ada)
            assert len(seen(sheets, "http://localhost", ppi=20)) == 3
            assert printed(sheets, "http://localhost") != printed(sheets[:2], "http://localhost")

    @pytest.mark.parametrize("hours", [0.2, 2, 7, 30, 400])
    def test_a_tally_sheet_fits_on_its_page_however_long_the_outing(self, outing, ada, hours):
        outing.ends_at = outing.starts_at + timedelta(hours=hours)
        outing.save()
        assert 1 <= len(quarters(outing)) <= 12
        assert len(seen(actions.print_sheets(outing, Kind.TALLY, 1, by=ada), "http://localhost", ppi=20)) == 1

    @pytest.mark.parametrize(
        "sent", [{}, {"kind": "tally"}, {"kind": "x", "how_many": "1"}, {"kind": "tally", "how_many": "99"}]
    )
    def test_what_cannot_be_printed_is_said(self, outing, desk, sent):
        assert desk.post(f"/outings/{outing.pk}/sheets/", sent).status_code == 422
        assert not Sheet.objects.exists()

    def test_a_number_belongs_to_one_sheet(self, tally, ada):
        with pytest.raises(IntegrityError), transaction.atomic():
            Sheet.objects.create(group=tally.group, outing=tally.outing, kind=Kind.TALLY, number=1, printed_by=ada)

    def test_a_sheet_is_typed_at_some_time_by_somebody(self, tally, ada):
        with pytest.raises(IntegrityError), transaction.atomic():
            Sheet.objects.filter(pk=tally.pk).update(typed_at=EVENING)

    def test_only_a_tally_sheet_is_a_stack(self, sign_up, tally, desk):
        desk.post(tally.get_absolute_url(), strokes(tally))
        tally.refresh_from_db()
        with pytest.raises(IntegrityError), transaction.atomic():
            Sheet.objects.filter(pk=sign_up.pk).update(stack=tally.stack)


class TestTallySheets:
    def test_strokes_count_like_a_phones_taps(self, tally, desk):
        sent = strokes(
            tally, copies_0="10+13", copies_1="25", in_vain_3="4", conversations_0="5", asked_0="3", given_0="2"
        )
        assert desk.post(tally.get_absolute_url(), sent).status_code == 302
        totals = totals_of(tally.outing)
        assert (totals["copies"], totals["conversations"], totals["asked"], totals["given"]) == (48, 5, 3, 2)
        assert totals["copies_left"] == 12
        assert Fact.objects.filter(kind="asked_in_vain", outing=tally.outing).count() == 1

    def test_strokes_stand_in_the_middle_of_their_row(self, tally, desk):
        desk.post(tally.get_absolute_url(), strokes(tally, copies_2="7"))
        assert Fact.objects.get(kind="handout").happened_at == middles(tally.outing)[2]

    def test_two_sheets_are_two_stacks(self, outing, ada, desk):
        for sheet in actions.print_sheets(outing, Kind.TALLY, 2, by=ada):
            desk.post(sheet.get_absolute_url(), {"taken": "50", "brought_back": "5", "copies_0": "40"})
        assert totals_of(outing)["copies_left"] == 10

    def test_each_question_gets_its_strokes(self, tally, group, desk):
        damp, lifts = (
            Question.objects.create(group=group, text=text, position=n) for n, text in enumerate(("Damp", "The lifts"))
        )
        sent = strokes(tally, conversations_0="3", **{f"question_{damp.id}": "3", f"question_{lifts.id}": "1"})
        assert desk.post(tally.get_absolute_url(), sent).status_code == 302
        heard = [json.loads(fact.body).get("questions", []) for fact in Fact.objects.filter(kind="conversation")]
        assert sorted(sum(heard, [])) == sorted([str(damp.id)] * 3 + [str(lifts.id)])

    @pytest.mark.parametrize(
        ("sent", "said"),
        [
            ({"copies_0": "many"}, "many is no count"),
            ({"copies_0": "9999"}, "more than fits"),
            ({"conversations_0": "2", "asked_0": "3"}, "More were asked than talked with"),
            ({"conversations_0": "2", "asked_0": "1", "given_0": "2"}, "More gave a contact than were asked"),
            ({"taken": "5", "brought_back": "6"}, "More copies were brought back than taken"),
            ({"taken": "", "brought_back": ""}, "nothing on it yet"),
        ],
    )
    def test_what_cannot_be_is_said_and_nothing_is_filed(self, tally, desk, sent, said):
        answer = desk.post(tally.get_absolute_url(), strokes(tally, **sent))
        assert answer.status_code == 422
        assert said in answer.content.decode()
        assert not Fact.objects.exists()
        tally.refresh_from_db()
        assert tally.typed_at is None


class TestSignUpSheets:
    def test_each_row_becomes_a_person_with_an_owner_and_a_due_time(self, sign_up, desk, ada, ben):
        assert desk.post(sign_up.get_absolute_url(), met(sign_up, DEE, RAFI, by=ben)).status_code == 302
        people = list(Person.objects.order_by("contact_fact"))
        at = middles(sign_up.outing)[1]
        assert [(one.owner, one.met_at) for one in people] == [(ben, at)] * 2
        assert [one.due_at for one in FollowUp.objects.all()] == [at + timedelta(hours=48)] * 2
        opened = [open_card(one, keyring_of(ben)) for one in people]
        assert {(card.name, card.note) for card in opened} == {("Dee Quill", "Damp, evenings"), ("رافي", "")}
        assert {open_card(one, keyring_of(ada)).name for one in people} == {"Dee Quill", "رافي"}

    def test_only_what_was_ticked_was_agreed_to(self, sign_up, desk):
        desk.post(sign_up.get_absolute_url(), met(sign_up, DEE, RAFI))
        agreed = set(Consent.objects.values_list("purpose", "channel"))
        assert agreed == {("follow_up", "phone"), ("follow_up", "text"), ("follow_up", "email"), ("news", "email")}

    def test_nothing_typed_lies_readable_in_the_database(self, sign_up, desk):
        desk.post(sign_up.get_absolute_url(), met(sign_up, DEE))
        kept = [bytes(card.ct) for card in Card.objects.all()] + [fact.body.encode() for fact in Fact.objects.all()]
        assert kept
        assert not any(word in one for one in kept for word in (b"Quill", b"900123", b"Damp"))

    def test_thirty_rows_go_in_at_once(self, sign_up, desk):
        people = [{"name": f"N{n}", "reach": f"07700 900{n:03d}", "phone": "on"} for n in range(30)]
        desk.post(sign_up.get_absolute_url(), met(sign_up, *people) | {"rows": "32"})
        assert Person.objects.count() == 30

    def test_more_rows_keep_what_was_typed(self, sign_up, desk):
        answer = desk.post(sign_up.get_absolute_url(), met(sign_up, DEE) | {"more": "1"})
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "07700 900123" in page
        assert 'name="name_16"' in page
        assert not Person.objects.exists()

    @pytest.mark.parametrize(
        ("row", "said"),
        [
            ({"name": "Dee"}, "A phone number or an e-mail address is missing"),
            ({"reach": "12", "phone": "on"}, "no phone number that anybody could dial"),
            ({"reach": "dee@", "email": "on"}, "does not look like an e-mail address"),
            ({"reach": "07700 900123"}, "Nothing is ticked"),
            ({"reach": "07700 900123", "email": "on"}, "need an e-mail address"),
            ({"reach": "dee@quill.example", "text": "on"}, "need a phone number"),
        ],
    )
    def test_a_row_that_cannot_be_is_said_and_nothing_is_filed(self, sign_up, desk, row, said):
        answer = desk.post(sign_up.get_absolute_url(), met(sign_up, DEE, row))
        assert answer.status_code == 422
        assert said in answer.content.decode()
        assert not Person.objects.exists()

    def test_the_same_number_on_two_rows_is_noticed(self, sign_up, desk):
        answer = desk.post(
            sign_up.get_absolute_url(), met(sign_up, DEE, DEE | {"name": "D. Quill", "reach": "07700900123"})
        )
        assert answer.status_code == 422
        assert "The same as row 1" in answer.content.decode()

    def test_a_number_and_an_address_may_share_the_field(self, sign_up, desk, ada):
        row = {"name": "Dee", "reach": "07700 900123, dee@quill.example", "phone": "on", "email": "on"}
        desk.post(sign_up.get_absolute_url(), met(sign_up, row))
        card = open_card(Person.objects.get(), keyring_of(ada))
        assert (card.phone, card.email) == ("07700 900123", "dee@quill.example")


class TestTwice:
    def test_a_sheet_typed_twice_is_noticed_and_counts_once(self, sign_up, desk, ben):
        desk.post(sign_up.get_absolute_url(), met(sign_up, DEE))
        again = sign_in(ben).post(sign_up.get_absolute_url(), met(sign_up, DEE))
        assert "Ada typed this sheet in" in again.content.decode()
        assert Person.objects.count() == 1

    def test_two_members_at_once_cannot_both_file_it(self, tally, ada, ben):
        from handbill.base.errors import Refusal
        from handbill.sheets.typed import read_tally

        strokes_read = read_tally({"copies_0": "5"}, len(quarters(tally.outing)), [])
        actions.type_tally(tally, strokes_read, by=ada)
        with pytest.raises(Refusal) as refused:
            actions.type_tally(tally, strokes_read, by=ben)
        assert refused.value.status == 409
        assert totals_of(tally.outing)["copies"] == 5

    @pytest.mark.parametrize("kind", Kind.values)
    def test_what_was_typed_wrong_is_taken_back_whole_and_typed_again(self, tally, sign_up, desk, kind):
        sheet = tally if kind == Kind.TALLY else sign_up
        sent = strokes(tally, copies_0="9", conversations_0="3") if kind == Kind.TALLY else met(sign_up, DEE, RAFI)
        before = totals_of(sheet.outing)
        desk.post(sheet.get_absolute_url(), sent)
        first = totals_of(sheet.outing)
        assert first != before
        desk.post(f"{sheet.get_absolute_url()}taking-back/")
        assert totals_of(sheet.outing) == before
        assert not Card.objects.exists()
        desk.post(sheet.get_absolute_url(), sent)
        assert totals_of(sheet.outing) == first


class TestRights:
    def test_a_viewer_and_another_group_see_no_sheets(self, tally, vera, cleo):
        assert sign_in(vera).get(tally.get_absolute_url()).status_code == 403
        assert sign_in(cleo).get(tally.get_absolute_url()).status_code == 404
        assert (
            sign_in(cleo).post(f"/outings/{tally.outing_id}/sheets/", {"kind": "tally", "how_many": "1"}).status_code
            == 404
        )

    def test_only_whoever_typed_it_or_an_organiser_takes_it_back(self, tally, desk, ben):
        desk.post(tally.get_absolute_url(), strokes(tally, copies_0="9"))
        assert sign_in(ben).post(f"{tally.get_absolute_url()}taking-back/").status_code == 403
        assert totals_of(tally.outing)["copies"] == 9

    def test_the_outings_page_offers_sheets_to_those_who_note(self, tally, desk, vera):
        assert "Tally sheet 1" in desk.get(tally.outing.get_absolute_url()).content.decode()
        assert "Tally sheet" not in sign_in(vera).get(tally.outing.get_absolute_url()).content.decode()
