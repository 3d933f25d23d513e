"""Getting back to people: open, try, hand over. What came of it is noted as a fact."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Member
from handbill.accounts.readers import texts_reader
from handbill.base.clock import now
from handbill.base.errors import Refusal
from handbill.base.ids import new_id
from handbill.facts.desk import note_fact
from handbill.facts.models import Fact
from handbill.followup.models import FollowUp, Step
from handbill.keys.envelope import STEP, seal
from handbill.people.actions import hand_over_card
from handbill.people.models import Person

WITHIN = timedelta(hours=48)
TRIES_AGAIN = ("no_answer", "left_message")


@dataclass(frozen=True)
class NextStep:
    """What was agreed: the kind and when are facts, the words are sealed."""

    step: str
    text: str = ""
    due_at: datetime | None = None


def open_first(people: Iterable[Person]) -> list[FollowUp]:
    """Everybody who gave a contact is due 48 hours after the talk, with an owner. Part of the caller's transaction."""
    rows = [
        FollowUp(
            group_id=person.group_id,
            person=person,
            owner_id=person.owner_id,
            due_at=person.met_at + WITHIN,
            opened_at=now(),
        )
        for person in people
    ]
    return FollowUp.objects.bulk_create(rows)


@transaction.atomic
def note_attempt(follow_up: FollowUp, outcome: str, *, by: Member, next_step: NextStep | None = None) -> Fact:
    """How it went. No answer and a message left keep it open; a talk, a wrong number and 'wants no contact' close it."""
    if follow_up.closed_at:
        raise Refusal("closed", _("Somebody has noted how it went already. Nothing was changed."), 409)
    body = {"person": str(follow_up.person_id), "outcome": outcome, "follow_up": str(follow_up.id)}
    if next_step:
        body["step"] = next_step.step
    fact = note_fact("attempt", body, outing=follow_up.person.met_outing, by=by)
    if outcome in TRIES_AGAIN and not next_step:
        FollowUp.objects.filter(id=follow_up.id).update(tried_at=now())
        return fact
    _close(follow_up, by)
    if outcome == "no_contact":
        Person.objects.filter(id=follow_up.person_id).update(wants_no_contact_at=now())
    elif next_step:
        _open_next(follow_up, next_step, by)
    return fact


@transaction.atomic
def take_back_attempt(fact: Fact, *, by: Member) -> None:
    """Undo: the attempt no longer counts, and what it closed is open again."""
    body = json.loads(fact.body)
    if fact.kind != "attempt" or fact.by_id != by.id:
        raise Refusal("not_yours", _("Only whoever noted it takes it back. Nothing was changed."), 403)
    note_fact("retraction", {"of": str(fact.id)}, outing=fact.outing, by=by)
    FollowUp.objects.filter(person_id=fact.person, closed_at=None).exclude(id=body["follow_up"]).delete()
    FollowUp.objects.filter(id=body["follow_up"]).update(closed_at=None, closed_by=None, tried_at=None)
    if body["outcome"] == "no_contact":
        Person.objects.filter(id=fact.person).update(wants_no_contact_at=None)


def _close(follow_up: FollowUp, by: Member) -> None:
    FollowUp.objects.filter(id=follow_up.id).update(closed_at=now(), closed_by=by, tried_at=now())


def _open_next(follow_up: FollowUp, agreed: NextStep, by: Member) -> FollowUp:
    body = {"person": str(follow_up.person_id), "step": agreed.step}
    if agreed.due_at:
        body["due_at"] = agreed.due_at.isoformat()
    note_fact("next_step", body, outing=follow_up.person.met_outing, by=by)
    return FollowUp.objects.create(
        group_id=follow_up.group_id,
        person_id=follow_up.person_id,
        owner_id=follow_up.owner_id,
        step=agreed.step,
        step_text=_sealed(agreed.text, follow_up) if agreed.text else None,
        due_at=agreed.due_at,
    )


def _sealed(text: str, follow_up: FollowUp) -> bytes:
    sealed = seal({"v": 1, "text": text}, label=STEP, id=new_id(), readers=[texts_reader(follow_up.group)])
    return json.dumps(sealed.to_wire(), separators=(",", ":")).encode()


@transaction.atomic
def hand_over(person: Person, to: Member, *, by: Member, keyring: Keyring) -> None:
    """Another member gets back to this person from now on; the card opens for her and no longer for the one before."""
    if to.group_id != person.group_id or not to.is_active or not to.has_people:
        raise Refusal("no_member", _("This member cannot get back to people. Nothing was changed."), 422)
    hand_over_card(person, to, keyring=keyring)
    FollowUp.objects.open().filter(person=person).update(owner=to)


def steps() -> list[str]:
    """The kinds of next step, in the order a form offers them."""
    return [Step.RING_BACK, Step.WRITE, Step.INVITE, Step.SEND, Step.OTHER]
