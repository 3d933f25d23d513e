"""Getting back to people: open, try, agree what is next. What came of it is noted as a fact."""

import json
import uuid
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
from handbill.followup.models import Answer, FollowUp, Offer, Step
from handbill.keys.envelope import STEP, seal
from handbill.people.history import facts_about
from handbill.people.models import Person
from handbill.people.no_contact import close_doors, open_doors_again
from handbill.plan.models import Outing

WITHIN = timedelta(hours=48)
TRIES_AGAIN = ("no_answer", "left_message")
NO_CONTACT = "no_contact"
REACHED = ("talked", NO_CONTACT)
ENDS_ALL = ("wrong_number", NO_CONTACT)


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
def note_attempt(
    follow_up: FollowUp,
    outcome: str,
    *,
    by: Member,
    next_step: NextStep | None = None,
    keyring: Keyring | None = None,
) -> Fact:
    """How it went. No answer and a message left keep it open; a talk, a wrong number and 'wants no contact' close it.

    With an organiser's keyring somebody who wants no contact is known again at once, should they be met again.
    """
    if not FollowUp.objects.open().select_for_update().filter(id=follow_up.id).exists():
        raise Refusal("closed", _("Somebody has noted how it went already. Nothing was changed."), 409)
    next_step = None if outcome in ENDS_ALL else next_step
    body = {"person": str(follow_up.person_id), "outcome": outcome, "follow_up": str(follow_up.id)}
    if next_step:
        body["step"] = next_step.step
    fact = note_fact("attempt", body, outing=where_met(follow_up.person), by=by)
    if outcome in TRIES_AGAIN and not next_step:
        FollowUp.objects.filter(id=follow_up.id).update(tried_at=fact.made_at)
        return fact
    _close(follow_up, by, reached_at=fact.made_at if outcome in REACHED else None)
    if outcome in ENDS_ALL:
        nobody_is_asked_any_more(follow_up.person_id)
    if outcome == NO_CONTACT:
        close_doors(follow_up.person, by=by, keyring=keyring)
    elif next_step:
        _open_next(follow_up, next_step, by)
    return fact


@transaction.atomic
def take_back_attempt(fact: Fact, *, by: Member) -> None:
    """Undo: the attempt no longer counts, what it closed is open again, and what it opened is gone.

    Only the last thing noted with a person is undone: what came after stands on it.
    """
    body = json.loads(fact.body)
    if fact.kind != "attempt" or fact.by_id != by.id:
        raise Refusal("not_yours", _("Only whoever noted it takes it back. Nothing was changed."), 403)
    standing = _standing_attempts(fact)
    if not standing or standing[-1].id != fact.id:
        raise Refusal("not_the_last", _("Something was noted with them since. Nothing was changed."), 409)
    note_fact("retraction", {"of": str(fact.id)}, outing=fact.outing, by=by)
    _take_back_what_came_of(fact, body["follow_up"], by)
    before = [other.made_at for other in standing[:-1] if json.loads(other.body)["follow_up"] == body["follow_up"]]
    FollowUp.objects.filter(id=body["follow_up"]).update(
        closed_at=None, closed_by=None, reached_at=None, tried_at=before[-1] if before else None
    )
    if body["outcome"] == NO_CONTACT:
        open_doors_again(fact.person)


@transaction.atomic
def agree_next_step(person: Person, agreed: NextStep, *, by: Member) -> FollowUp:
    """Something is due with somebody again, with whoever has them."""
    if person.wants_no_contact_at:
        raise Refusal("no_contact", _("They want no contact, so nobody gets back to them. Nothing was changed."), 409)
    if FollowUp.objects.open().filter(person=person).exists():
        raise Refusal("open_already", _("Something is due with them already. Nothing was changed."), 409)
    return _open_next(FollowUp(group=person.group, person=person, owner_id=person.owner_id), agreed, by)


@transaction.atomic
def put_off(follow_up: FollowUp, due_at: datetime | None, *, by: Member) -> Fact:
    """Later, or any time: noted as the next step it still is, with its new day."""
    if not FollowUp.objects.open().filter(id=follow_up.id).exists():
        raise Refusal("closed", _("Somebody has noted how it went already. Nothing was changed."), 409)
    FollowUp.objects.filter(id=follow_up.id).update(due_at=due_at)
    return _note_step(follow_up, follow_up.step, due_at, by)


def nobody_is_asked_any_more(person_id: uuid.UUID) -> None:
    """What is open of offers about this person is over, and the wrap with it."""
    Offer.objects.open().filter(person=person_id).update(answer=Answer.TAKEN_BACK, answered_at=now(), wrap=None)


def _standing_attempts(fact: Fact) -> list[Fact]:
    """Attempts with this person that were not taken back, in order."""
    return facts_about(fact.group_id, fact.person, "attempt")


def _take_back_what_came_of(fact: Fact, follow_up_id: str, by: Member) -> None:
    opened = FollowUp.objects.open().filter(person_id=fact.person).exclude(id=follow_up_id)
    ids = {str(row.id) for row in opened}
    for step in facts_about(fact.group_id, fact.person, "next_step"):
        if json.loads(step.body).get("follow_up") in ids:
            note_fact("retraction", {"of": str(step.id)}, outing=fact.outing, by=by)
    opened.delete()


def _close(follow_up: FollowUp, by: Member, reached_at: datetime | None) -> None:
    row = FollowUp.objects.filter(id=follow_up.id)
    row.update(closed_at=now(), closed_by=by, tried_at=now(), reached_at=reached_at)


def _open_next(follow_up: FollowUp, agreed: NextStep, by: Member) -> FollowUp:
    following = FollowUp.objects.create(
        group_id=follow_up.group_id,
        person_id=follow_up.person_id,
        owner_id=follow_up.owner_id,
        step=agreed.step,
        step_text=_sealed(agreed.text, follow_up) if agreed.text else None,
        due_at=agreed.due_at,
        opened_at=now(),
    )
    following.person = follow_up.person
    _note_step(following, agreed.step, agreed.due_at, by)
    return following


def _note_step(follow_up: FollowUp, step: str, due_at: datetime | None, by: Member) -> Fact:
    body = {"person": str(follow_up.person_id), "step": step, "follow_up": str(follow_up.id)}
    if due_at:
        body["due_at"] = due_at.isoformat()
    return note_fact("next_step", body, outing=where_met(follow_up.person), by=by)


def where_met(person: Person) -> Outing:
    """Where facts about somebody stand; for one who came by the sign-up page, with the fact that brought them."""
    if person.met_outing:
        return person.met_outing
    brought = Fact.objects.select_related("outing").get(group=person.group_id, id=person.contact_fact)
    return brought.outing


def _sealed(text: str, follow_up: FollowUp) -> bytes:
    sealed = seal({"v": 1, "text": text}, label=STEP, id=new_id(), readers=[texts_reader(follow_up.group)])
    return json.dumps(sealed.to_wire(), separators=(",", ":")).encode()


def steps() -> list[str]:
    """The kinds of next step, in the order a form offers them."""
    return [Step.RING_BACK, Step.WRITE, Step.INVITE, Step.SEND, Step.OTHER]
