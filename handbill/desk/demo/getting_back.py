"""What is in the middle of happening: people offered, accepted, declined, left a message, late with somebody else, a helper's."""

from datetime import datetime, timedelta

from handbill.accounts.keyring import Keyring, keyring_of
from handbill.accounts.models import Group, Member
from handbill.accounts.unlocking import unwrap_member_secret
from handbill.base import clock
from handbill.desk.demo.cast import PASSWORD
from handbill.desk.demo.phones import Sealing, Stack, Who, send
from handbill.followup.actions import (
    accept,
    change_first_sentence,
    decline,
    invite_helper,
    note_attempt,
    offer,
    put_off,
)
from handbill.followup.models import FollowUp
from handbill.people.models import Person
from handbill.plan.models import Joining, Outing
from handbill.plan.passes import pass_text, standing_pass

SENTENCES = {
    "en": "Hello, this is {me} from the {group}. We talked at {place} on {day}.",
    "es": "Hola, soy {me}, de {group}. Hablamos el {day} en {place}.",
}
HELPER = "Hana"
TOGETHER = [Who(name, "07700 900944", "", "ar") for name in ("Rania Khoury", "Elias Khoury")]  # one household


def leave_open(group: Group, now: datetime, mira: Member, members: dict[str, Member], sealing: Sealing) -> None:
    """As it stands today, through the real actions, each at a moment before now."""
    keyring = _keyring(mira)
    for language, text in SENTENCES.items():
        change_first_sentence(language, text, by=mira)
    yesterday = Outing.objects.filter(group=group, ends_at__lt=now).latest("starts_at")
    _a_helper_was_there(yesterday, mira, sealing, keyring)
    with clock.stand_at(now - timedelta(hours=5)):
        _offers(yesterday, mira, members, keyring)
        _tries(yesterday, mira)
    _late_with_somebody_else(yesterday, now, mira, members["Ola"], keyring)


def _a_helper_was_there(outing: Outing, mira: Member, sealing: Sealing, keyring: Keyring) -> None:
    """Four people gave her a contact, two of them together; somebody asked her to come in, and she has not yet."""
    stack = Stack(outing, None, 0)
    for minutes, met in ((35, [None]), (52, [None]), (74, TOGETHER)):
        at = outing.starts_at + timedelta(minutes=minutes)
        talk = stack.note("conversation", at, ask="given", reception=3)
        for who in met:
            given = sealing.card(mira, at, who)
            stack.note("contact", at + timedelta(seconds=80), conversation=talk, **given)
    send([stack], pass_text(standing_pass(outing, mira)))
    joining = Joining.objects.filter(outing=outing, phone__member=None).select_related("phone").latest("id")
    joining.phone.name = HELPER
    joining.phone.save(update_fields=["name"])
    with clock.stand_at(outing.ends_at + timedelta(minutes=20)):
        invite_helper(joining, HELPER, by=mira, keyring=keyring)


def _offers(outing: Outing, mira: Member, members: dict[str, Member], keyring: Keyring) -> None:
    """One accepted, one declined, one not yet answered; and one that Mira is asked for herself."""
    hers = [row.person for row in _open_with(mira, outing)]
    for person, name, answer in zip(hers, ("Kofi", "Dalia", "Hugo"), (accept, decline, None), strict=False):
        given = offer(person, members[name], by=mira, keyring=keyring)
        if answer:
            answer(given, by=members[name])
    for name in ("Ola", "Hugo", "Dalia", "Kofi"):
        for row in _open_with(members[name], outing)[:1]:
            if row.person.met_by_id == members[name].id:
                offer(row.person, mira, by=members[name], keyring=_keyring(members[name]))
                return


def _tries(outing: Outing, mira: Member) -> None:
    """A message left, and somebody for whom any time is good."""
    rows = [row for row in _open_with(mira, outing) if not row.person.offers.filter(answer="").exists()]
    if rows:
        note_attempt(rows[0], "left_message", by=mira)
    if len(rows) > 2:
        put_off(rows[-1], None, by=mira)


def _late_with_somebody_else(before: Outing, now: datetime, mira: Member, to: Member, keyring: Keyring) -> None:
    """Somebody took a person over and has not got round to it: a day late, it shows on Mira's page."""
    late = FollowUp.objects.open().filter(group=mira.group, due_at__lt=now - timedelta(days=1, hours=2))
    row = late.exclude(person__met_outing=before).filter(owner=mira, person__met_outing__lead=mira).first()
    if row:
        with clock.stand_at(row.opened_at + timedelta(hours=3)):
            accept(offer(Person.objects.get(id=row.person_id), to, by=mira, keyring=keyring), by=to)


def _open_with(member: Member, outing: Outing) -> list[FollowUp]:
    rows = FollowUp.objects.open().filter(owner=member, person__met_outing=outing).order_by("due_at", "id")
    return list(rows.select_related("person__group", "person__met_outing", "group"))


def _keyring(member: Member) -> Keyring:
    return keyring_of(member, unwrap_member_secret(member, PASSWORD))
