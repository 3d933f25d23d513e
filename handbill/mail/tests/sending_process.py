"""A process of its own that sends an order, to be killed: `python -m handbill.mail.tests.sending_process WHAT PORT [CHOICE]`.

WHAT is `found` (a group, forty readers, a letter), `order`, or `resume` with the choice `leave` or `again`. How many mails an
hour the account lets through is in PACE.
"""

import os
import sys
import time
from datetime import timedelta

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from handbill.accounts.models import Member  # noqa: E402
from handbill.base.clock import now, stand_at  # noqa: E402
from handbill.mail import keeping, leases, orders  # noqa: E402
from handbill.mail.choosing import audience_of  # noqa: E402
from handbill.mail.models import Kind, MailAccount, Mailing, MailingText  # noqa: E402

READERS = 40


def found_all(port: int) -> None:
    from handbill.plan.models import Outing, Place
    from tests.cast import found
    from tests.met import consents, meet, stall_phone

    call_command("migrate", verbosity=0)
    ada = found("Aldermouth Tenants’ Union", "Ada").organiser
    place = Place.objects.create(group=ada.group, name="Ferry Square market", setting="stall")
    here = {"group": ada.group, "place": place, "setting": "stall", "lead": ada, "made_by": ada}
    stall = now() - timedelta(hours=3)
    outing = Outing.objects.create(starts_at=stall, ends_at=stall + timedelta(hours=2), **here)
    with stand_at(stall + timedelta(hours=1)) as at:
        phone, agreed = stall_phone(outing, ada), consents(ada.group, "email", purpose="news")
        for number in range(READERS):
            meet(phone, {"name": f"Reader {number}", "email": f"reader{number}@quill.example"}, at=at, consents=agreed)
    account = {"host": "127.0.0.1", "port": port, "safety": "none", "sender": "desk@union.example"}
    MailAccount.objects.create(group=ada.group, changed_by=ada, **account)
    letter = Mailing.objects.create(group=ada.group, kind=Kind.LETTER, made_by=ada)
    MailingText.objects.create(group=ada.group, mailing=letter, language="en", subject="The lifts", body="They work.")


def begin(what: str, choice: str, port: int) -> None:
    from tests.cast import keyring_of

    MailAccount.objects.update(port=port, hourly=int(os.environ.get("PACE", "200")))
    letter, ada = Mailing.objects.get(), Member.objects.get()
    if what == "order":
        orders.give_order(letter, confirmed=audience_of(letter).people, keyring=keyring_of(ada))
    else:
        leases.LEASE = timedelta(0)
        orders.resume(letter, unknown=choice, keyring=keyring_of(ada))
    while keeping.holds(letter.id):
        time.sleep(0.02)


if __name__ == "__main__":
    what, port, *choice = sys.argv[1:]
    if what == "found":
        found_all(int(port))
    else:
        begin(what, (choice or ["leave"])[0], int(port))
