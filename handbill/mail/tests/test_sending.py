"""One mail while somebody waits."""

import time

import pytest

from handbill.base.errors import Refusal
from handbill.mail.message import Message
from handbill.mail.sending import may_send, send_now
from handbill.mail.tests.test_reminders import account, postbox  # noqa: F401

pytestmark = pytest.mark.django_db
CONFIRM = Message("dee@quill.example", "Please confirm", "One click:\nhttps://desk.example/c/abc", name="Dee Quill")


def test_it_arrives_whole_and_once(account, postbox, group):  # noqa: F811
    send_now(group, CONFIRM)
    (mail,) = postbox.came
    assert mail["To"] == "Dee Quill <dee@quill.example>"
    assert mail.get_content().splitlines() == CONFIRM.text.splitlines()


def test_without_an_account_the_refusal_says_so(group):
    assert not may_send(group)
    with pytest.raises(Refusal, match="mail_not_set_up"):
        send_now(group, CONFIRM)


@pytest.mark.parametrize(
    ("answer", "code"), [("550 5.1.1 dee@quill.example unknown", "mail_away"), ("451 later", "mail_away")]
)
def test_a_refusal_names_no_address(account, postbox, group, answer, code, caplog):  # noqa: F811
    postbox.answer = answer
    with pytest.raises(Refusal) as refused:
        send_now(group, CONFIRM)
    assert refused.value.code == code
    assert "quill" not in f"{refused.value.sentence}{refused.value!r}{caplog.text}{CONFIRM!r}"


def test_a_server_that_says_nothing_is_not_waited_for_long(account, group):  # noqa: F811
    import socket

    with socket.create_server(("127.0.0.1", 0)) as silent:
        account.port = silent.getsockname()[1]
        account.save()
        begun = time.monotonic()
        with pytest.raises(Refusal, match="mail_away"):
            send_now(group, CONFIRM, patience=0.3)
        assert time.monotonic() - begun < 3


@pytest.mark.parametrize(
    "typed", ["dee", "dee@", "a b@c.example", "dee@quill.example\r\nRCPT TO:<x@y.example>", "<a@b.example>"]
)
def test_what_is_no_address_is_never_offered_to_a_server(account, postbox, group, typed):  # noqa: F811
    with pytest.raises(Refusal, match="mail_address"):
        send_now(group, Message(typed, "Hello", "Hello"))
    assert not postbox.came
