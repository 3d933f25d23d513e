"""A postbox, an account that writes to it, and people who agreed to news."""

import pytest

from handbill.base.clock import stand_at
from handbill.mail import keeping
from handbill.mail.lock import lock_password
from handbill.mail.models import Kind, MailAccount, Mailing, MailingText
from handbill.mail.tests.postboxes import PASSWORD, Postbox, open_postbox
from tests.cast import keyring_of
from tests.met import STALL, consents, meet, stall_phone

both_kinds = pytest.mark.parametrize("box", [True, False], indirect=True, ids=["PIPELINING", "one by one"])


@pytest.fixture(autouse=True)
def sends_when_told(monkeypatch):
    """No thread: a test says when a turn is, with the clock where it wants it."""
    keeping.forget_all()
    monkeypatch.setattr(keeping._here, "works_by_itself", False)
    yield
    keeping.forget_all()


@pytest.fixture
def box(request):
    """As most servers are, with PIPELINING; `both_kinds` tries a test without it too."""
    with open_postbox(Postbox(takes_groups=getattr(request, "param", True))) as opened:
        yield opened


@pytest.fixture
def mail_account(box, ada):
    return MailAccount.objects.create(
        group=ada.group,
        host="127.0.0.1",
        port=box.port,
        safety="none",
        login="desk",
        locked_password=lock_password(ada.group, PASSWORD),
        sender="desk@union.example",
        changed_by=ada,
    )


@pytest.fixture
def readers(outing, ada):
    """Makes people who agreed to news by e-mail; names by number unless given."""

    def make(number: int = 3, **card) -> list:
        language = card.pop("language", "en")
        agreed = consents(outing.group, "email", purpose="news")
        usual = [{"name": f"Reader {one}", "email": f"reader{one}@quill.example", "phone": ""} for one in range(number)]
        with stand_at(STALL):
            phone = stall_phone(outing, ada)
            return [meet(phone, {**one, **card}, at=STALL, consents=agreed, language=language) for one in usual]

    return make


@pytest.fixture
def letter(ada):
    made = Mailing.objects.create(group=ada.group, kind=Kind.LETTER, made_by=ada)
    MailingText.objects.create(
        group=ada.group, mailing=made, language="en", subject="The lifts", body="They **work** again.\n\n- One\n- Two"
    )
    return made


@pytest.fixture
def ordered(ada, django_capture_on_commit_callbacks):
    """Gives the order, as the button does."""
    from handbill.mail.choosing import audience_of
    from handbill.mail.orders import give_order

    def order(mailing) -> int:
        with django_capture_on_commit_callbacks(execute=True):
            return give_order(mailing, confirmed=audience_of(mailing).people, keyring=keyring_of(ada))

    return order


@pytest.fixture
def resumed(ada, django_capture_on_commit_callbacks):
    from handbill.mail.orders import LEAVE, resume

    def go_on(mailing, unknown=LEAVE) -> int:
        with django_capture_on_commit_callbacks(execute=True):
            return resume(mailing, unknown=unknown, keyring=keyring_of(ada))

    return go_on


def send_all(most: int = 50) -> None:
    """Turns until nobody wants one at once."""
    for _turn in range(most):
        if not any(wait == 0 for wait in keeping.turns()):
            return
