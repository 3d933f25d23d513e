"""From a draft to an order to its end, on the pages an organiser sees; and the way out for whoever gets it."""

import re
from datetime import timedelta

import pytest

from handbill.base.clock import now, stand_at
from handbill.mail import keeping
from handbill.mail.choosing import audience_of
from handbill.mail.leaving import way_out
from handbill.mail.models import MailAccount, Mailing, Recipient, State, Step, StoppedAddress
from handbill.mail.stopping import stop_address
from handbill.mail.tests.conftest import send_all
from tests.cast import at_this_machine, sign_in

pytestmark = pytest.mark.django_db


def words_of(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.fixture
def desk(ada):
    return sign_in(ada)


class TestALetter:
    def test_from_the_first_word_to_the_last_mail(
        self, desk, ada, box, mail_account, readers, django_capture_on_commit_callbacks
    ):
        readers(2)
        begun = desk.post("/mailings/new/", {"kind": "letter", "purpose": "news"})
        page = begun["Location"]
        written = {"language": "en", "subject": "The lifts", "body": "They work **again**."}
        assert desk.post(page, written).status_code == 302
        draft = words_of(desk.get(page))
        assert "2 people agreed to news by e-mail." in draft
        order = desk.get(f"{page}order/")
        assert "Send it to 2 people?" in words_of(order)
        with django_capture_on_commit_callbacks(execute=True):
            answer = desk.post(f"{page}order/", {"people": "2", "sure": "yes"}, follow=True)
        assert "Ordered, for 2 people." in words_of(answer)
        send_all()
        assert "Sent to 2 people." in words_of(desk.get(page))
        assert len(box.came) == 2

    def test_nothing_goes_without_the_tick(self, desk, letter, mail_account, readers):
        readers(1)
        answer = desk.post(f"/mailings/{letter.id}/order/", {"people": "1"})
        assert answer.status_code == 422
        assert not Recipient.objects.exists()

    def test_a_locked_session_is_asked_for_the_password_first(self, ada, letter, mail_account, readers):
        desk = sign_in(ada)
        desk.post("/lock/")
        for method, path in (("get", "order/"), ("post", "order/"), ("post", "going-on/")):
            answer = getattr(desk, method)(f"/mailings/{letter.id}/{path}")
            assert answer.status_code == 302
            assert answer["Location"].startswith("/unlock/?next=%2Fmailings%2F")

    @pytest.mark.parametrize(
        "sent",
        [
            {"kind": "letter", "purpose": "texts"},
            {"kind": "edition"},
            {"kind": "edition", "issue": "x"},
            {"kind": "x"},
            {},
        ],
    )
    def test_what_cannot_be_begun_is_refused_with_a_sentence(self, desk, sent):
        assert desk.post("/mailings/new/", sent).status_code == 422
        assert not Mailing.objects.exists()

    @pytest.mark.parametrize("wrong", [{"subject": ""}, {"body": ""}, {"language": "xx"}, {"body": "x" * 40_001}])
    def test_what_is_missing_is_said_and_nothing_typed_is_lost(self, desk, letter, wrong):
        sent = {"language": "en", "subject": "Kept words", "body": "Kept text", **wrong}
        answer = desk.post(f"/mailings/{letter.id}/", sent)
        assert answer.status_code == 422
        assert "Kept" in answer.content.decode()

    def test_once_ordered_it_says_what_it_says(self, desk, letter, mail_account, readers, ordered):
        readers(1)
        ordered(letter)
        desk.post(f"/mailings/{letter.id}/", {"language": "en", "subject": "Other", "body": "Other"})
        assert letter.texts.get().subject == "The lifts"

    def test_a_draft_is_thrown_away_after_a_question(self, desk, letter):
        assert "Throw the draft away?" in words_of(desk.get(f"/mailings/{letter.id}/stopping/"))
        desk.post(f"/mailings/{letter.id}/stopping/")
        assert not Mailing.objects.exists()

    def test_the_progress_holds_no_name(self, desk, letter, mail_account, readers, ordered):
        readers(3)
        ordered(letter)
        page = desk.get(f"/mailings/{letter.id}/").content.decode()
        part = desk.get(f"/mailings/{letter.id}/progress/").content.decode()
        assert "0 of 3 sent" in part
        assert "Reader" not in page + part
        assert "quill" not in page + part

    def test_the_end_is_told_beforehand(self, desk, letter, mail_account, readers):
        MailAccount.objects.update(hourly=1)
        readers(4)
        assert "at the pace of your mail account" in words_of(desk.get(f"/mailings/{letter.id}/order/"))

    def test_pause_and_go_on_by_button(
        self, desk, letter, box, mail_account, readers, ordered, django_capture_on_commit_callbacks
    ):
        readers(2)
        ordered(letter)
        desk.post(f"/mailings/{letter.id}/pause/")
        assert "Paused: 2 people wait." in words_of(desk.get(f"/mailings/{letter.id}/"))
        assert "1 mailing is paused" in words_of(desk.get("/paper/"))
        with django_capture_on_commit_callbacks(execute=True):
            desk.post(f"/mailings/{letter.id}/going-on/")
        send_all()
        assert len(box.came) == 2

    def test_a_process_that_does_not_take_the_key_pauses_the_order(
        self, desk, letter, mail_account, readers, ordered, monkeypatch
    ):
        readers(1)
        monkeypatch.setenv(keeping.DOOR, "/nowhere/door")
        monkeypatch.setenv(keeping.WORD, "00")
        ordered(letter)
        letter.refresh_from_db()
        assert (letter.state, letter.trouble) == (State.PAUSED, "no_sender")
        assert "did not answer" in words_of(desk.get(f"/mailings/{letter.id}/"))


class TestPreview:
    def test_as_plain_text_and_as_the_mail_itself(self, desk, letter):
        plain = words_of(desk.get(f"/mailings/{letter.id}/preview/en/"))
        assert "Hello Ada," in plain
        answer = desk.get(f"/mailings/{letter.id}/preview/en/mail.html")
        assert "<strong>work</strong>" in answer.content.decode()
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "sha256-" in policy
        assert "script-src" not in policy

    def test_a_language_that_is_not_there_is_no_page(self, desk, letter):
        assert desk.get(f"/mailings/{letter.id}/preview/fr/").status_code == 404

    def test_a_test_goes_to_herself_and_stops_nobody(self, desk, ada, letter, box, mail_account, readers):
        readers(1)
        assert desk.post(f"/mailings/{letter.id}/test/").status_code == 422
        ada.email = "ada@home.example"
        ada.save()
        assert desk.post(f"/mailings/{letter.id}/test/").status_code == 302
        (mail,) = box.came
        assert mail["To"] == "Ada <ada@home.example>"
        assert mail["Subject"] == "Test: The lifts"
        assert "/off/" not in mail.as_string()
        assert not Recipient.objects.exists()


class TestTheWayOut:
    @pytest.fixture
    def reader(self, readers):
        return readers(1)[0]

    def test_one_click_from_the_mail_program_is_enough(self, reader, letter):
        answer = at_this_machine().post(way_out(reader.id, "news"), {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert not answer.cookies
        assert audience_of(letter).people == 0
        assert reader.consents.get().withdrawn_by is None

    def test_opening_it_changes_nothing_and_shows_one_button(self, reader, letter):
        answer = at_this_machine().get(way_out(reader.id, "news"))
        assert "Stop these mails" in words_of(answer)
        assert audience_of(letter).people == 1
        assert "Reader" not in answer.content.decode()

    def test_pressed_twice_it_stays_stopped(self, reader, letter):
        browser = at_this_machine()
        browser.post(way_out(reader.id, "news"))
        assert "Stopped." in words_of(browser.post(way_out(reader.id, "news")))

    def test_it_stops_this_purpose_alone(self, reader, letter):
        at_this_machine().post(way_out(reader.id, "follow_up"))
        assert audience_of(letter).people == 1

    def test_once_erased_it_says_that_nothing_comes(self, reader, ada):
        from handbill.people.actions import erase_person

        path = way_out(reader.id, "news")
        erase_person(reader, by=ada)
        assert "Nothing comes any more." in words_of(at_this_machine().get(path))

    @pytest.mark.parametrize(
        "change", [lambda path: path[:-3] + "AA/", lambda path: "/off/x/", lambda path: "/off/" + "A" * 44 + "/"]
    )
    def test_a_link_that_we_did_not_make_stops_nobody(self, reader, letter, change):
        path = change(way_out(reader.id, "news"))
        assert at_this_machine().post(path).status_code == 404
        assert audience_of(letter).people == 1

    def test_a_link_of_another_instance_stops_nobody(self, reader, letter, settings):
        path = way_out(reader.id, "news")
        settings.SECRET_KEY = "another"
        assert at_this_machine().post(path).status_code == 404


class TestStandingStill:
    def test_an_order_that_nobody_sends_is_called_paused_on_every_page(
        self, desk, letter, mail_account, readers, ordered
    ):
        readers(2)
        ordered(letter)
        assert "Being sent" in words_of(desk.get("/mailings/"))
        keeping.forget_all()
        with stand_at(now() + timedelta(minutes=4)):
            assert "Paused" in words_of(desk.get("/mailings/"))
            assert "Paused: 2 people wait." in words_of(desk.get(f"/mailings/{letter.id}/"))
            assert "1 mailing is paused" in words_of(desk.get("/paper/"))

    def test_a_round_by_hand_is_nobodys_pause(self, desk, ada, readers):
        texts = Mailing.objects.create(group=ada.group, kind="texts", purpose="texts", made_by=ada)
        told = {"state": State.RUNNING, "ordered_at": now(), "ordered_by": ada}
        Mailing.objects.filter(pk=texts.pk).update(**told)
        assert "paused" not in words_of(desk.get("/paper/"))


class TestStopped:
    def test_it_is_listed_without_a_name_and_can_be_tried_again(self, desk, letter, readers):
        (reader,) = readers(1)
        stop_address(reader.id, "5.1.1")
        page = desk.get("/mailings/stopped/")
        assert "There is no such address" in words_of(page)
        assert "Reader" not in page.content.decode()
        desk.post("/mailings/stopped/", {"again": str(StoppedAddress.objects.get().id)})
        assert audience_of(letter).people == 1

    def test_another_card_is_another_try(self, desk, letter, readers, ada):
        from handbill.people.models import Card

        (reader,) = readers(1)
        stop_address(reader.id, "5.1.1")
        assert audience_of(letter).people == 0
        Card.objects.filter(person=reader).update(ct=b"corrected")
        assert audience_of(letter).people == 1

    def test_nobody_of_another_group_takes_one_up(self, cleo, readers):
        (reader,) = readers(1)
        stop_address(reader.id, "5.1.1")
        answer = sign_in(cleo).post("/mailings/stopped/", {"again": str(StoppedAddress.objects.get().id)})
        assert answer.status_code == 404


@pytest.mark.parametrize("who", ["ben", "vera", "ed"])
def test_only_organisers_send_anything(who, request, letter):
    member = request.getfixturevalue(who)
    desk = sign_in(member)
    for path in ("/mailings/", f"/mailings/{letter.id}/", f"/mailings/{letter.id}/order/", "/mailings/stopped/"):
        assert desk.get(path).status_code == 403
    assert Step.SENT not in Recipient.objects.values_list("step", flat=True)


def test_another_groups_mailing_does_not_exist(cleo, letter):
    desk = sign_in(cleo)
    for path in ("", "order/", "progress/", "preview/en/", "stopping/"):
        assert desk.get(f"/mailings/{letter.id}/{path}").status_code == 404
