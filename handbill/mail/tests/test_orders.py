"""An order is sent to everybody on the list once, whatever the mail server does on the way."""

from collections import Counter
from datetime import timedelta

import pytest

from handbill.accounts.models import AuditEntry
from handbill.base.clock import now, stand_at
from handbill.base.errors import Refusal
from handbill.mail import keeping, rows, sender
from handbill.mail.choosing import audience_of
from handbill.mail.models import MailAccount, Recipient, SealedAddress, State, Step, StoppedAddress
from handbill.mail.orders import AGAIN, cancel, give_order, pause
from handbill.mail.tests.conftest import both_kinds, send_all
from handbill.people.actions import erase_person
from handbill.people.consents import withdraw_consent
from handbill.people.models import Person
from tests.cast import keyring_of

pytestmark = pytest.mark.django_db


def steps(mailing) -> Counter:
    return Counter(Recipient.objects.filter(mailing=mailing).values_list("step", flat=True))


def test_everybody_who_agreed_gets_it_once_and_the_order_ends(box, mail_account, readers, letter, ordered):
    readers(4)
    assert ordered(letter) == 4
    send_all()
    letter.refresh_from_db()
    assert (letter.state, steps(letter)) == (State.DONE, {Step.SENT: 4})
    assert sorted(box.addresses) == [f"reader{n}@quill.example" for n in range(4)]
    assert not SealedAddress.objects.exists()
    assert not keeping.holds(letter.id)


def test_who_agreed_to_something_else_gets_nothing(box, mail_account, readers, letter, outing, ada, ordered):
    from tests.met import STALL, consents, meet, stall_phone

    readers(1)
    with stand_at(STALL):
        meet(stall_phone(outing, ada), {"email": "other@quill.example"}, consents=consents(outing.group, "email"))
    gone, quiet = readers(2, email="")
    assert audience_of(letter).people == 3
    gone_consent = gone.consents.get()
    withdraw_consent(gone_consent, by=ada)
    assert ordered(letter) == 1
    send_all()
    assert box.addresses == ["reader0@quill.example"]


def test_an_address_on_two_cards_gets_one_mail(box, mail_account, readers, letter, ordered):
    readers(1, email="both@quill.example")
    readers(1, email="Both@quill.example")
    assert ordered(letter) == 1


def test_whoever_took_it_back_at_an_address_is_left_alone_on_another_card(
    box, mail_account, readers, letter, ada, ordered
):
    (first,) = readers(1, email="both@quill.example")
    readers(1, email="both@quill.example")
    with stand_at(now() + timedelta(days=1)):
        withdraw_consent(first.consents.get(), by=None)
        with pytest.raises(Refusal, match="mailing_nobody"):
            ordered(letter)


def test_an_order_that_was_not_the_one_confirmed_is_refused(box, mail_account, readers, letter, ada):
    readers(2)
    with pytest.raises(Refusal, match="mailing_changed"):
        give_order(letter, confirmed=1, keyring=keyring_of(ada))
    assert not Recipient.objects.exists()


def test_an_order_is_given_once(box, mail_account, readers, letter, ordered):
    readers(1)
    ordered(letter)
    with pytest.raises(Refusal, match="mailing_moved_on"):
        ordered(letter)


def test_a_volunteers_keyring_gives_no_order(mail_account, readers, letter, ben):
    readers(1)
    with pytest.raises(Refusal, match="cannot_open_cards"):
        give_order(letter, confirmed=1, keyring=keyring_of(ben))


def test_the_others_are_told(box, mail_account, readers, letter, ordered):
    readers(3)
    ordered(letter)
    entry = AuditEntry.objects.get(what="mail_ordered")
    assert (entry.count, entry.about) == (3, str(letter.id))


def test_no_row_and_no_log_holds_an_address(box, mail_account, readers, letter, ordered, caplog, tmp_path):
    from django.db import connection

    readers(2)
    ordered(letter)
    with connection.cursor() as cursor:
        for table in ("mail_recipient", "mail_sealedaddress", "mail_mailing"):
            cursor.execute(f"SELECT * FROM {table}")
            rows = repr([[bytes(cell) if isinstance(cell, memoryview) else cell for cell in row] for row in cursor])
            assert "quill" not in rows and "Reader" not in rows
    assert "quill" not in caplog.text + repr(keeping._here.orders)


@both_kinds
class TestTheServer:
    def test_no_such_address_stops_it_at_once(self, box, mail_account, readers, letter, ordered):
        people = readers(3)
        box.rcpt_plan = {"reader1@": "550 5.1.1 reader1@quill.example unknown"}
        ordered(letter)
        send_all()
        assert steps(letter) == {Step.SENT: 2, Step.REFUSED: 1}
        stopped = StoppedAddress.objects.get()
        assert (stopped.person_id, stopped.status) == (people[1].id, "5.1.1")
        assert audience_of(letter).people == 2
        assert audience_of(letter).stopped == 1

    def test_what_they_think_of_us_stops_no_address(self, box, mail_account, readers, letter, ordered):
        readers(3)
        box.rcpt_plan = {"reader1@": "550 5.7.1 not from you"}
        ordered(letter)
        send_all()
        assert steps(letter) == {Step.SENT: 2, Step.REFUSED: 1}
        assert not StoppedAddress.objects.exists()

    def test_not_now_is_tried_again_later_and_arrives_once(self, box, mail_account, readers, letter, ordered):
        readers(3)
        box.rcpt_plan = {"reader1@": "450 4.2.0 greylisted"}
        ordered(letter)
        send_all()
        assert steps(letter) == {Step.SENT: 2, Step.PLANNED: 1}
        box.rcpt_plan = {}
        with stand_at(now() + timedelta(minutes=16)):
            send_all()
        letter.refresh_from_db()
        assert letter.state == State.DONE
        assert Counter(box.addresses) == dict.fromkeys([f"reader{n}@quill.example" for n in range(3)], 1)

    def test_dropped_before_the_end_of_a_mail_it_is_sent_again_and_once(
        self, box, mail_account, readers, letter, ordered
    ):
        readers(4, note="x")
        box.plan = {1: "drop"}
        ordered(letter)
        send_all()
        found = steps(letter)
        with stand_at(now() + timedelta(minutes=16)):
            send_all()
        assert found[Step.SENT] + found[Step.PLANNED] + found[Step.UNKNOWN] == 4
        assert max(Counter(box.addresses).values()) == 1

    def test_an_answer_that_never_came_is_not_known_and_not_sent_again(
        self, box, mail_account, readers, letter, ordered
    ):
        readers(4)
        box.plan = {1: "silence"}
        ordered(letter)
        send_all()
        assert steps(letter) == {Step.SENT: 3, Step.UNKNOWN: 1}
        assert Counter(box.addresses) == dict.fromkeys([f"reader{n}@quill.example" for n in range(4)], 1)

    def test_where_the_server_is_away_nobody_is_tried_and_it_goes_on_by_itself(
        self, box, mail_account, readers, letter, ordered
    ):
        readers(3)
        MailAccount.objects.update(port=1)
        ordered(letter)
        send_all()
        letter.refresh_from_db()
        assert (letter.state, letter.trouble) == (State.RUNNING, "server")
        assert set(Recipient.objects.values_list("tries", flat=True)) == {0}
        MailAccount.objects.update(port=box.port)
        keeping._here.close_lines()
        with stand_at(now() + timedelta(minutes=6)):
            send_all()
        assert steps(letter) == {Step.SENT: 3}

    def test_a_password_that_is_not_taken_pauses_the_order(self, box, mail_account, readers, letter, ordered):
        readers(2)
        MailAccount.objects.update(locked_password=b"")
        ordered(letter)
        send_all()
        letter.refresh_from_db()
        assert (letter.state, letter.trouble) == (State.PAUSED, "account")
        assert not keeping.holds(letter.id)

    def test_a_server_that_wants_a_rest_gets_one(self, box, mail_account, readers, letter, ordered):
        readers(3)
        box.mail_plan = dict.fromkeys(range(1, 9), "451 4.7.1 too fast")
        ordered(letter)
        send_all()
        letter.refresh_from_db()
        assert letter.wait_until > now()
        assert steps(letter) == {Step.SENT: 1, Step.PLANNED: 2}
        box.mail_plan = {}
        with stand_at(now() + timedelta(minutes=6)):
            send_all()
        assert steps(letter) == {Step.SENT: 3}

    def test_refused_again_and_again_it_pauses(self, box, mail_account, readers, letter, ordered):
        readers(8)
        box.plan = dict.fromkeys(range(8), "554 5.7.1 looks like spam")
        ordered(letter)
        send_all()
        letter.refresh_from_db()
        assert (letter.state, letter.trouble) == (State.PAUSED, "account")
        assert steps(letter)[Step.PLANNED] == 3


class TestPace:
    def test_two_hundred_an_hour_end_by_themselves_overnight(self, box, mail_account, readers, letter, ordered):
        MailAccount.objects.update(hourly=2)
        readers(5)
        begun = now()
        ordered(letter)
        came = []
        for minutes in range(0, 181, 10):
            with stand_at(begun + timedelta(minutes=minutes)):
                send_all()
                came.append(len(box.came))
        letter.refresh_from_db()
        assert letter.state == State.DONE
        assert came[0] == 2
        assert came[5] == 2
        assert came[7] == 4
        assert came[-1] == 5

    def test_another_process_keeps_to_the_same_pace(self, box, mail_account, readers, letter, ordered, resumed, ada):
        MailAccount.objects.update(hourly=2)
        readers(5)
        ordered(letter)
        send_all()
        pause(letter, by=ada)
        keeping.forget_all()
        resumed(letter)
        send_all()
        assert len(box.came) == 2

    def test_the_key_is_forgotten_after_48_hours(self, box, mail_account, readers, letter, ordered, resumed):
        MailAccount.objects.update(hourly=1)
        readers(60)
        ordered(letter)
        with stand_at(now() + timedelta(hours=49)):
            send_all()
            letter.refresh_from_db()
            assert (letter.state, letter.trouble) == (State.PAUSED, "key_over")
            assert not keeping.holds(letter.id)
            assert not SealedAddress.objects.exists()
            assert resumed(letter) == 60


class TestPaused:
    def test_a_restart_is_a_pause_and_one_click_goes_on(self, box, mail_account, readers, letter, ordered, resumed):
        MailAccount.objects.update(hourly=2)
        readers(5)
        ordered(letter)
        send_all()
        keeping.forget_all()
        with stand_at(now() + timedelta(minutes=61)):
            assert resumed(letter) == 3
            MailAccount.objects.update(hourly=200)
            send_all()
        assert steps(letter) == {Step.SENT: 5}
        assert max(Counter(box.addresses).values()) == 1

    def test_while_it_is_being_sent_nobody_else_begins(self, box, mail_account, readers, letter, ordered, resumed):
        readers(2)
        ordered(letter)
        with pytest.raises(Refusal, match="mailing_runs"):
            resumed(letter)

    def test_one_that_was_taken_over_sends_nothing_more(self, box, mail_account, readers, letter, ordered, resumed):
        readers(3)
        ordered(letter)
        (first,) = list(keeping._here.orders.values())
        with stand_at(now() + timedelta(minutes=10)):
            resumed(letter)
            assert keeping._here.turn(first) is None
            assert not box.came
            send_all()
        assert len(box.came) == 3

    def test_paused_by_hand_nothing_more_goes(self, box, mail_account, readers, letter, ordered, ada):
        readers(2)
        ordered(letter)
        pause(letter, by=ada)
        send_all()
        assert not box.came
        assert not SealedAddress.objects.exists()

    def test_cancelled_whoever_waits_gets_nothing(self, box, mail_account, readers, letter, ordered, ada):
        MailAccount.objects.update(hourly=1)
        readers(3)
        ordered(letter)
        send_all()
        cancel(letter, by=ada)
        send_all()
        assert steps(letter) == {Step.SENT: 1, Step.LEFT_OUT: 2}

    def test_who_was_erased_meanwhile_gets_nothing_and_no_line_is_left(
        self, box, mail_account, readers, letter, ordered, ada
    ):
        people = readers(3)
        ordered(letter)
        erase_person(people[1], by=ada)
        assert SealedAddress.objects.count() == 2
        send_all()
        assert "reader1@quill.example" not in box.addresses
        assert steps(letter) == {Step.SENT: 2, Step.LEFT_OUT: 1}

    def test_who_is_erased_when_the_server_has_heard_of_her_gets_no_mail(
        self, box, mail_account, readers, letter, ordered, ada, monkeypatch
    ):
        """The envelope of the next one goes out behind the mail of the last; the mail itself only once it is hers to get."""
        readers(4)
        ordered(letter)
        second = Recipient.objects.order_by("id")[1]
        her, heard = Person.objects.get(pk=second.person_id), []

        def go_on(settled, claim, *more):
            if claim == second.id:
                (sending,) = keeping._here.lines.values()
                heard.append(sending._carrier._wire.ahead.reference)
                erase_person(her, by=ada)
            return rows.go_on(settled, claim, *more)

        monkeypatch.setattr(sender, "go_on", go_on)
        send_all()
        assert heard == [second.reference]
        assert len(box.came) == 3
        assert second.reference not in "".join(mail["Message-ID"] for mail in box.came)
        assert max(Counter(box.addresses).values()) == 1
        assert steps(letter) == {Step.SENT: 3, Step.LEFT_OUT: 1}

    def test_who_takes_it_back_meanwhile_gets_nothing(self, box, mail_account, readers, letter, ordered):
        people = readers(3)
        ordered(letter)
        withdraw_consent(people[0].consents.get(), by=None)
        send_all()
        assert steps(letter) == {Step.SENT: 2, Step.LEFT_OUT: 1}

    @pytest.mark.parametrize(("choice", "mails"), [("leave", 3), (AGAIN, 4)])
    def test_the_group_decides_about_the_one_of_whom_nobody_knows(
        self, box, mail_account, readers, letter, ordered, resumed, ada, choice, mails
    ):
        MailAccount.objects.update(hourly=2)
        readers(3)
        box.plan = {1: "silence"}
        ordered(letter)
        send_all()
        pause(letter, by=ada)
        MailAccount.objects.update(hourly=200)
        resumed(letter, choice)
        send_all()
        assert len(box.came) == mails
        ids = Counter(mail["Message-ID"] for mail in box.came)
        assert len(ids) == 3
        assert set(box.addresses) == {f"reader{n}@quill.example" for n in range(3)}
