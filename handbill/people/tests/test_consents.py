"""Taking back what one agreed to is one press, and stays in the history."""

import re
from datetime import timedelta

import pytest

from handbill.accounts.actions import add_wording, change_wording
from handbill.accounts.models import AuditEntry, Wording
from handbill.base.clock import stand_at
from handbill.base.errors import Refusal
from handbill.people.consents import agreed_by, not_agreed_yet, note_consent, withdraw_consent
from handbill.people.herself import withdraw_all
from handbill.people.models import Person
from handbill.people.no_contact import close_doors
from handbill.sheets.actions import SignUp, print_sheets, type_sign_ups
from tests.cast import sign_in
from tests.met import STALL, consents, meet, members_phone, stall_phone


@pytest.fixture
def dee(outing, ada, group):
    return meet(stall_phone(outing, ada), consents=consents(group, "phone", "text"))


def address(person, consent) -> str:
    return f"/people/{person.id}/consents/{consent.id}/withdrawal/"


def test_one_press_takes_one_thing_back(dee, ada):
    calls, texts = dee.consents.get(channel="phone"), dee.consents.get(channel="text")
    client = sign_in(ada)
    assert client.get(f"/people/{dee.id}/").content.decode().count("They take it back") == 2
    client.post(address(dee, calls))
    calls.refresh_from_db(), texts.refresh_from_db()
    assert calls.withdrawn_by == ada and calls.withdrawn_at and not texts.withdrawn_at
    shown = client.get(f"/people/{dee.id}/").content.decode()
    assert "taken back" in shown and shown.count("They take it back") == 1


def test_twice_is_once(dee, ada):
    calls = dee.consents.get(channel="phone")
    assert withdraw_consent(calls, by=ada) and not withdraw_consent(calls, by=ada)
    assert AuditEntry.objects.filter(what="consent_withdrawn", about=str(dee.id)).count() == 1


def test_nobody_takes_back_for_people_she_does_not_see(dee, outing, group, ben, cleo):
    calls = dee.consents.get(channel="phone")
    bens = meet(members_phone(outing, ben), consents=consents(group, "phone"))
    assert sign_in(cleo).post(address(dee, calls)).status_code == 404
    assert sign_in(ben).post(address(dee, calls)).status_code == 404
    assert sign_in(ben).post(address(bens, calls)).status_code == 404, "a consent of somebody else under her own person"
    assert sign_in(ben).post(address(bens, bens.consents.get())).status_code == 302
    calls.refresh_from_db()
    assert calls.withdrawn_at is None


class TestLaterOn:
    """What somebody says yes to after the contact: words read to them, noted by whoever they told."""

    @pytest.fixture
    def texts(self, group):
        return Wording.objects.get(group=group, purpose="texts")

    def test_three_purposes_are_asked_and_nothing_is_chosen_beforehand(self, dee, ada, group):
        assert set(Wording.objects.filter(group=group).values_list("purpose", flat=True)) == {
            "follow_up",
            "news",
            "texts",
        }
        shown = sign_in(ada).get(f"/people/{dee.id}/").content.decode()
        asked = shown.split('id="agreed"')[1].split("</section>")[0]
        assert asked.count('type="radio"') == 8, "ten wordings, two of them agreed to"
        assert "checked" not in asked and "news by text message" in asked

    def test_it_stands_in_the_history_with_the_words_and_whom_they_told(self, dee, ada, texts):
        assert sign_in(ada).post(f"/people/{dee.id}/consents/", {"wording": str(texts.id)}).status_code == 302
        agreed = agreed_by(dee)[-1]
        assert (agreed.purpose, agreed.channel, agreed.words, agreed.how) == ("texts", "text", texts.text, "said")
        assert agreed.told == "Ada"
        assert AuditEntry.objects.filter(what="consent_noted", about=str(dee.id), by=ada).count() == 1
        shown = sign_in(ada).get(f"/people/{dee.id}/").content.decode()
        assert "Said to Ada," in shown and shown.count("They take it back") == 3

    def test_agreed_once_is_agreed_once(self, dee, ada, texts):
        assert note_consent(dee, texts, by=ada) == note_consent(dee, texts, by=ada)

    def test_taken_back_it_may_be_agreed_to_again_and_both_stand_in_the_history(self, dee, ada, texts):
        withdraw_consent(note_consent(dee, texts, by=ada), by=ada)
        with stand_at(STALL + timedelta(days=1)):
            note_consent(dee, texts, by=ada)
        first, second = [one for one in agreed_by(dee) if one.purpose == "texts"]
        assert first.withdrawn_by == "Ada" and second.withdrawn_at is None

    def test_words_that_were_changed_meanwhile_are_not_agreed_to(self, dee, ada, texts):
        change_wording(texts, "Other words.", by=ada)
        with pytest.raises(Refusal):
            note_consent(dee, Wording.objects.get(id=texts.id), by=ada)
        assert sign_in(ada).post(f"/people/{dee.id}/consents/", {"wording": str(texts.id)}).status_code == 422

    def test_what_was_agreed_keeps_its_words_when_they_change(self, dee, ada):
        calls = dee.consents.select_related("wording").get(channel="phone")
        before = calls.wording.text
        change_wording(calls.wording, "Other words.", by=ada)
        assert agreed_by(dee)[0].words == before

    def test_who_wants_no_contact_agrees_to_nothing(self, dee, ada, texts):
        close_doors(dee, by=ada)
        with pytest.raises(Refusal):
            note_consent(Person.objects.get(id=dee.id), texts, by=ada)
        assert "They agree to something more" not in sign_in(ada).get(f"/people/{dee.id}/").content.decode()

    def test_nobody_notes_it_for_whom_she_does_not_see(self, dee, ben, cleo, texts):
        for member in (ben, cleo):
            assert sign_in(member).post(f"/people/{dee.id}/consents/", {"wording": str(texts.id)}).status_code == 404

    def test_words_in_their_own_language_are_asked_where_there_are_any(self, outing, ada, group):
        welsh = add_wording(purpose="news", channel="email", language="cy", text="I anfon ein papur atoch.", by=ada)
        wyn = meet(stall_phone(outing, ada), {"phone": "07700 900777"}, language="cy")
        assert list(not_agreed_yet(wyn)) == [welsh]

    def test_a_phone_is_given_no_words_it_may_not_send(self, outing, ada):
        purposes = {one["purpose"] for one in stall_phone(outing, ada).outing["wordings"]}
        assert purposes == {"follow_up", "news"}


class TestInWhatHasHappened:
    """Each 'yes' and each 'no' is a line among the others, where it happened."""

    @staticmethod
    def lines(person, member) -> list[str]:
        shown = sign_in(member).get(f"/people/{person.id}/").content.decode().split('class="time-line"')[1]
        text = re.sub(r"<[^>]+>", "", re.sub(r"</li><li>(?!<)", ", ", shown.split("</section>")[0]))
        found = re.findall(r"(?:Agreed|Taken back|No longer holds)[^\n]*", text)
        return [" ".join(line.split()) for line in found]

    def test_what_was_agreed_with_the_contact_is_one_line(self, dee, ada):
        assert self.lines(dee, ada) == ["Agreed to: calls, texts"]

    def test_what_was_taken_back_says_whom_they_told_and_what_was_agreed_again(self, dee, ada):
        calls = dee.consents.get(channel="phone")
        with stand_at(STALL + timedelta(hours=1)):
            withdraw_consent(calls, by=ada)
        with stand_at(STALL + timedelta(hours=2)):
            note_consent(dee, calls.wording, by=ada)
        with stand_at(STALL + timedelta(hours=3)):
            assert self.lines(dee, ada) == [
                "Agreed, said to Ada: calls",
                "Taken back, said to Ada: calls",
                "Agreed to: calls, texts",
            ]

    def test_what_they_took_back_themselves_names_nobody(self, dee, ada):
        with stand_at(STALL + timedelta(hours=1)):
            withdraw_all(dee)
            assert self.lines(dee, ada) == ["Taken back by themselves: calls, texts", "Agreed to: calls, texts"]

    def test_what_ends_with_no_contact_was_told_nobody_one_by_one(self, dee, ada):
        with stand_at(STALL + timedelta(hours=1)):
            close_doors(dee, by=ada)
            assert self.lines(dee, ada) == ["No longer holds: calls, texts", "Agreed to: calls, texts"]


class TestHowItWasGiven:
    def test_out_loud_or_ticked_by_themselves(self, outing, ada, group):
        said = meet(stall_phone(outing, ada), consents=consents(group, "phone"))
        ticked = meet(stall_phone(outing, ada), consents=consents(group, "phone"), typed_by="person")
        assert [agreed_by(one)[0].how for one in (said, ticked)] == ["said", "ticked"]

    def test_on_a_sheet_of_paper(self, outing, ada):
        (sheet,) = print_sheets(outing, "sign_up", 1, by=ada)
        row = SignUp(1, name="Wyn", phone="07700 900222", channels=("phone",))
        type_sign_ups(sheet, [row], met_by=ada, met_at=STALL, by=ada)
        wyn = Person.objects.get()
        assert agreed_by(wyn)[0].how == "sheet"
        assert "Ticked on a paper sheet," in sign_in(ada).get(f"/people/{wyn.id}/").content.decode()

    def test_on_the_sign_up_page(self, dee):
        Person.objects.filter(id=dee.id).update(met_outing=None)
        assert agreed_by(Person.objects.get(id=dee.id))[0].how == "sign_up"
