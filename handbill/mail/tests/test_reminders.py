"""Mail through a real mail server: the account's test, and reminders that name nobody and come once."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from django.db import IntegrityError, transaction

from handbill.accounts.models import AuditEntry, Member
from handbill.base import jobs
from handbill.base.clock import stand_at
from handbill.followup.models import FollowUp
from handbill.mail.lock import open_password
from handbill.mail.models import MailAccount, Reminder, Rhythm
from tests.cast import NOON, sign_in
from tests.met import CARD, meet, members_phone

pytestmark = pytest.mark.django_db
PASSWORD = "gull-ferry-42"
MORNING = NOON + timedelta(days=1, hours=-4)  # Sunday, 9 in London


class Postbox:
    """Takes mail, or answers as told; keeps what came."""

    def __init__(self):
        self.came, self.answer = [], "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.answer.startswith("250"):
            self.came.append(message_from_bytes(envelope.content, policy=default))
        return self.answer


def let_in(server, session, envelope, mechanism, data):
    return AuthResult(success=data.password == PASSWORD.encode(), handled=False)


@pytest.fixture
def postbox():
    box = Postbox()
    keeper = Controller(box, "127.0.0.1", 0, authenticator=let_in, auth_require_tls=False)
    # The controller asks its own port whether it answers; with port 0 the port is known only afterwards.
    keeper.port = free_port()
    keeper.start()
    box.port = keeper.port
    yield box
    keeper.stop()


def free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def account(postbox, ada):
    """Set up by Ada on the form."""
    answer = sign_in(ada).post("/set-up/mail/", form(postbox.port))
    assert answer.status_code == 302
    return MailAccount.objects.get()


def form(at: int, **other) -> dict:
    asked = {"sender": "desk@union.example", "host": "127.0.0.1", "port": at, "safety": "none", "login": "desk"}
    asked |= {"hourly": 200, "inbox_host": "", "inbox_port": 993}
    return {**asked, "password": PASSWORD, **other}


@pytest.fixture
def waiting(outing, ben):
    """Somebody waits for Ben, who wants to be told every day."""
    with stand_at(NOON + timedelta(hours=3)):
        meet(members_phone(outing, ben))
    answer = sign_in(ben).post("/me/reminders/", {"rhythm": "daily", "email": "ben@home.example"})
    assert answer.status_code == 302


def test_the_test_mail_arrives_and_says_so(account, postbox, ada):
    Member.objects.filter(pk=ada.pk).update(email="ada@home.example")
    answer = sign_in(ada).post("/set-up/mail/test/", follow=True)
    assert "The mail server took it" in answer.content.decode()
    assert [mail["To"] for mail in postbox.came] == ["ada@home.example"]
    account.refresh_from_db()
    assert account.worked_at


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ({"password": "wrong"}, "did not take the name or the password"),
        ({"safety": "starttls"}, "Look at name, port and TLS"),
        ({"port": 1}, "did not answer"),
    ],
)
def test_what_does_not_work_is_said_in_a_sentence(account, postbox, ada, broken, said):
    Member.objects.filter(pk=ada.pk).update(email="ada@home.example")
    desk = sign_in(ada)
    desk.post("/set-up/mail/", form(postbox.port, **broken))
    answer = desk.post("/set-up/mail/test/")
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not postbox.came


def test_the_password_lies_locked_and_an_empty_one_keeps_it(account, postbox, ada):
    assert PASSWORD.encode() not in bytes(account.locked_password)
    sign_in(ada).post("/set-up/mail/", form(postbox.port, password="", login="other"))
    account.refresh_from_db()
    assert open_password(account.group, account.locked_password) == PASSWORD
    assert PASSWORD not in sign_in(ada).get("/set-up/mail/").content.decode()


def test_the_lock_opens_with_this_instances_secret_alone(account, settings):
    settings.SECRET_KEY = "another"
    assert open_password(account.group, account.locked_password) == ""


def test_setting_mail_up_stands_in_the_audit(account):
    assert AuditEntry.objects.filter(what="mail_set_up").count() == 1


def test_a_reminder_comes_once_a_day_and_names_nobody(account, postbox, waiting):
    for hours in (0, 1, 5):
        with stand_at(MORNING + timedelta(hours=hours)):
            jobs.one_round()
    (mail,) = postbox.came
    assert mail["To"] == "ben@home.example"
    assert "1 person waits to hear from you" in mail.get_content()
    for word in (*CARD.values(), "Dee", "Quill", "Ferry Square"):
        assert word not in mail.as_string()
    with stand_at(MORNING + timedelta(days=1)):
        jobs.one_round()
    assert len(postbox.came) == 2


def test_late_ones_are_told(account, postbox, waiting):
    with stand_at(MORNING + timedelta(days=3)):
        jobs.one_round()
    assert "waited too long" in postbox.came[0].get_content()


def test_none_comes_before_eight_nor_where_nobody_waits(account, postbox, waiting):
    with stand_at(MORNING - timedelta(hours=2)):
        jobs.one_round()
    FollowUp.objects.all().delete()
    with stand_at(MORNING):
        jobs.one_round()
    assert not postbox.came


def test_the_weekly_one_comes_on_mondays(account, postbox, waiting, ben):
    Reminder.objects.filter(member=ben).update(rhythm=Rhythm.WEEKLY)
    for day in range(3):
        with stand_at(MORNING + timedelta(days=day)):
            jobs.one_round()
    assert len(postbox.came) == 1


def test_a_server_that_refuses_is_asked_again_and_the_mail_comes_once(account, postbox, waiting):
    postbox.answer = "451 later"
    with stand_at(MORNING):
        jobs.one_round()
    postbox.answer = "250 OK"
    for minutes in (1, 5, 60):
        with stand_at(MORNING + timedelta(minutes=minutes)):
            jobs.one_round()
    assert len(postbox.came) == 1


@pytest.mark.parametrize(
    "sent",
    [{"rhythm": "daily", "email": ""}, {"rhythm": "hourly", "email": "b@x.example"}, {"rhythm": "daily", "email": "b"}],
)
def test_a_reminder_needs_an_address_and_a_rhythm(ben, sent):
    assert sign_in(ben).post("/me/reminders/", sent).status_code == 422
    assert not Reminder.objects.exists()


def test_only_organisers_set_mail_up(ben, vera):
    for member in (ben, vera):
        assert sign_in(member).get("/set-up/mail/").status_code == 403
        assert sign_in(member).post("/set-up/mail/test/").status_code == 403
    assert sign_in(vera).get("/me/reminders/").status_code == 403


def test_no_line_gets_into_a_header(account, postbox, waiting, group):
    group.name = 'Union\r\nBcc: x@y.example, "a" <b>'
    group.save()
    with stand_at(MORNING):
        jobs.one_round()
    assert postbox.came[0]["Bcc"] is None


class TestConstraints:
    def test_a_port_is_a_port(self, account):
        with pytest.raises(IntegrityError), transaction.atomic():
            MailAccount.objects.filter(pk=account.pk).update(port=70_000)

    def test_a_safety_is_one_of_three(self, account):
        with pytest.raises(IntegrityError), transaction.atomic():
            MailAccount.objects.filter(pk=account.pk).update(safety="some")

    def test_a_rhythm_is_one_of_three(self, ben):
        with pytest.raises(IntegrityError), transaction.atomic():
            Reminder.objects.create(group=ben.group, member=ben, rhythm="hourly")
