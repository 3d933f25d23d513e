"""The order: given in an unlocked session with its number of people confirmed, and told to the other organisers.

Going on after a pause opens the cards of those who still wait anew, so that who has taken it back meanwhile is left out,
and locks their lines under a key of its own again.
"""

import secrets

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handbill.accounts.actions.inviting import needs_cards
from handbill.accounts.audit import note
from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.base.errors import Refusal
from handbill.keys.aead import new_key
from handbill.mail import keeping, troubles
from handbill.mail.choosing import Chosen, audience_of, choose
from handbill.mail.composing import best_of, composed
from handbill.mail.keeping import Held
from handbill.mail.leases import is_being_sent
from handbill.mail.models import Kind, MailAccount, Mailing, Recipient, SealedAddress, State, Step
from handbill.mail.sealing import lock_line
from handbill.mail.stretches import boot_id, doubt_announced
from handbill.mail.texting import has_webhook

AGAIN, LEAVE = "again", "leave"


def give_order(mailing: Mailing, *, confirmed: int, keyring: Keyring) -> int:
    """Put everybody on the list and begin. Returns how many there are. Raises Refusal when it is not what was confirmed."""
    with transaction.atomic():
        mailing = _locked(mailing, State.DRAFT)
        _check(mailing, confirmed, keyring)
        chosen = choose(mailing, keyring)
        if not chosen:
            raise Refusal(
                "mailing_nobody", _("None of these cards has an address that can be written to. Nothing was sent.")
            )
        languages = [one.language for one in composed(mailing)]
        rows = [_recipient(mailing, one, languages) for one in chosen]
        Recipient.objects.bulk_create(rows, batch_size=500)
        told = {"state": State.RUNNING, "ordered_at": now(), "ordered_by": keyring.member}
        Mailing.objects.filter(pk=mailing.pk).update(**told)
        note(keyring.member, "mail_ordered", mailing.id, count=len(chosen))
        _begin(mailing, list(zip(rows, chosen, strict=True)))
    return len(chosen)


def resume(mailing: Mailing, *, unknown: str, keyring: Keyring) -> int:
    """Go on with those who wait. Of whom nobody knows whether they got it: `again` or `leave`, as the group decides."""
    with transaction.atomic():
        mailing = _locked(mailing, State.RUNNING, State.PAUSED)
        if is_being_sent(mailing):
            raise Refusal("mailing_runs", _("It is being sent already. Nothing was changed."), 409)
        needs_cards(keyring)
        doubt_announced(mailing)
        settle_unknown(mailing, again=unknown == AGAIN)
        waiting = Recipient.objects.filter(mailing=mailing, step=Step.PLANNED)
        by_person = {one.person_id: one for one in waiting if one.person_id}
        chosen = choose(mailing, keyring, among=set(by_person))
        kept = [(by_person[one.person], one) for one in chosen]
        waiting.exclude(id__in=[row.id for row, _one in kept]).update(step=Step.LEFT_OUT, settled_at=now())
        note(keyring.member, "mail_resumed", mailing.id, count=len(kept))
        _begin(mailing, kept)
    return len(kept)


@transaction.atomic
def pause(mailing: Mailing, *, by: Member) -> bool:
    """What is being handed over this moment is still written down; nothing after it begins."""
    return _end(mailing, State.PAUSED, "mail_paused", by, [State.RUNNING])


@transaction.atomic
def cancel(mailing: Mailing, *, by: Member) -> bool:
    """Whoever still waits gets nothing."""
    is_changed = _end(mailing, State.CANCELLED, "mail_cancelled", by, [State.RUNNING, State.PAUSED])
    if is_changed:
        Mailing.objects.filter(pk=mailing.pk).update(ended_at=now())
        Recipient.objects.filter(mailing=mailing, step=Step.PLANNED).update(step=Step.LEFT_OUT, settled_at=now())
    return is_changed


def settle_unknown(mailing: Mailing, *, again: bool) -> None:
    """Who was being handed over when a process ended is not known; the group decides what that means."""
    open_ones = Recipient.objects.filter(mailing=mailing, step__in=[Step.SENDING, Step.UNKNOWN])
    if again:
        open_ones.update(step=Step.PLANNED, not_before=None)
    else:
        open_ones.update(step=Step.UNKNOWN, settled_at=now())


def _locked(mailing: Mailing, *states: str) -> Mailing:
    """The row as it is now, nobody else's until the commit."""
    found = Mailing.objects.select_for_update(of=("self",)).select_related("group").get(pk=mailing.pk)
    if found.state not in states:
        raise Refusal(
            "mailing_moved_on", _("Somebody else was faster: look at how it stands. You changed nothing."), 409
        )
    return found


def _check(mailing: Mailing, confirmed: int, keyring: Keyring) -> None:
    needs_cards(keyring)
    is_mail = mailing.kind != Kind.TEXTS
    if is_mail and not MailAccount.objects.filter(group=mailing.group_id).exists():
        raise Refusal("mail_not_set_up", _("Your group has not set up mail yet. Nothing was sent."))
    people = audience_of(mailing).people
    if people != confirmed:
        said = ngettext("There is now {n} person on the list", "There are now {n} people on the list", people)
        raise Refusal(
            "mailing_changed",
            _("{list}, not as many as you saw. Nothing was sent; look again.").format(list=said.format(n=people)),
            409,
        )


def _recipient(mailing: Mailing, one: Chosen, languages: list[str]) -> Recipient:
    language = best_of(one.language, languages)
    return Recipient(group_id=mailing.group_id, mailing=mailing, person_id=one.person, language=language)


def _begin(mailing: Mailing, listed: list[tuple[Recipient, Chosen]]) -> None:
    """Lock the lines under a new key, and give the key to the process that sends once this is committed."""
    held = Held(mailing.id, new_key(), secrets.token_hex(16), now() + keeping.LASTS)
    SealedAddress.objects.filter(recipient__mailing=mailing).delete()
    if mailing.kind != Kind.TEXTS or has_webhook():
        lines = (
            SealedAddress(
                recipient=row,
                group_id=row.group_id,
                person_id=row.person_id,
                locked=lock_line(held.key, row.id, one.name, one.address),
            )
            for row, one in listed
        )
        SealedAddress.objects.bulk_create(lines, batch_size=500)
        transaction.on_commit(lambda: _give(held))
    Mailing.objects.filter(pk=mailing.pk).update(
        state=State.RUNNING,
        holder=held.holder,
        boot=boot_id(),
        beat_at=now(),
        key_ends_at=held.ends_at,
        wait_until=None,
        waits=0,
        trouble="",
        ended_at=None,
    )


def _give(held: Held) -> None:
    try:
        keeping.hold(held)
    except (OSError, EOFError):
        mine = Mailing.objects.filter(pk=held.mailing, holder=held.holder)
        mine.update(state=State.PAUSED, trouble=troubles.SENDER, holder="")


def _end(mailing: Mailing, state: str, what: str, by: Member, from_states: list[str]) -> bool:
    found = Mailing.objects.filter(pk=mailing.pk, state__in=from_states)
    if not found.update(state=state, holder="", trouble=""):
        return False
    SealedAddress.objects.filter(recipient__mailing=mailing).exclude(recipient__step=Step.SENDING).delete()
    left = Recipient.objects.filter(mailing=mailing, step=Step.PLANNED).count()
    note(by, what, mailing.id, count=left)
    return True
