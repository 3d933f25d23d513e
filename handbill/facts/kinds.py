"""The kinds of facts and the fields of their bodies, as SYNC.md lists them under 'Kinds and bodies'."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from handbill.facts.fields import (
    BadFact,
    Entry,
    Notes,
    any_id,
    check_fields,
    choice,
    either,
    issued,
    language,
    list_of,
    made_id,
    moment,
    object_of,
    optional,
    required,
    sealed,
    truth,
    whole,
)

ASKED = ("given", "refused", "later")  # an ask that was made
CHANNELS = ("phone", "text", "signal", "whatsapp", "telegram", "email", "post", "other")
PURPOSES = ("follow_up", "news")
HOLDERS = ("cupboard", "member", "phone", "other")
OUTCOMES = ("talked", "no_answer", "left_message", "wrong_number", "no_contact")
WAYS_TO_A_COPY = ("given", "friend", "found")  # how did you get this paper?
STEPS = ("get_back", "ring_back", "write", "invite", "send", "other")

CONVERSATION = {
    "ask": optional(choice(*ASKED, "not_asked")),
    "reception": optional(whole(1, 4)),
    "language": optional(language),
    "questions": optional(list_of(issued("question"))),
    "points": optional(list_of(issued("point"))),
}
CONSENT = {
    "purpose": required(choice(*PURPOSES)),
    "channel": required(choice(*CHANNELS)),
    "wording": required(issued("wording")),
}


@dataclass(frozen=True)
class Kind:
    """The fields of a body, what they must be together, who is the reader of its SEALED ('cards', 'texts' or none)."""

    fields: Mapping[str, Entry]
    together: Callable[[dict, Notes], None] | None = None
    sealed_to: str = ""
    label: str = ""
    is_desk_only: bool = False

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """The fields that must be there."""
        return tuple(name for name, entry in self.fields.items() if entry.is_required)


def check_body(kind: Kind, body: object) -> Notes:
    """Check a body's form. Returns what needs the database; raises BadFact with a sentence that names the field."""
    notes = Notes()
    check_fields(body, kind.fields, "body", notes)
    if kind.together:
        kind.together(body, notes)
    return notes


def _friends_are_part(body: dict, notes: Notes) -> None:
    if (body.get("for_friend") or 0) > body["copies"]:
        raise BadFact(_("The field {field} cannot be more than the copies.").format(field="body.for_friend"))


def _card_is_the_persons(body: dict, notes: Notes) -> None:
    if body["person"] != str(notes.sealed.id):
        raise BadFact(_("The field {field} must be the id of what is sealed.").format(field="body.person"))
    if not body["channels"] and not body.get("unfinished"):
        raise BadFact(_("The field {field} must name a way to reach the person.").format(field="body.channels"))


KINDS: dict[str, Kind] = {
    "conversation": Kind(CONVERSATION),
    "detail": Kind({"of": required(any_id), **CONVERSATION}),
    "handout": Kind(
        {
            "copies": required(whole(1, 500)),
            "for_friend": optional(whole(0, 500)),
            "way": required(choice("hand", "letterbox", "left_at_place")),
            "batch": optional(issued("batch")),
            "conversation": optional(any_id),
        },
        together=_friends_are_part,
    ),
    "asked_in_vain": Kind({"people": required(whole(1, 100))}),
    "taken": Kind(
        {
            "copies": required(whole(1, 100_000)),
            "batch": optional(issued("batch")),
            "from": required(choice(*HOLDERS)),
            "member": optional(issued("member")),
        }
    ),
    "passed_on": Kind(
        {
            "copies": required(whole(1, 100_000)),
            "batch": optional(issued("batch")),
            "to": required(choice(*HOLDERS)),
            "member": optional(issued("member")),
        }
    ),
    "count": Kind(
        {
            "copies": required(whole(0, 100_000)),
            "batch": optional(issued("batch")),
            "final": optional(truth),
        }
    ),
    "contact": Kind(
        {
            "person": required(made_id),
            "sealed": required(sealed),
            "conversation": optional(any_id),
            "channels": required(list_of(choice(*CHANNELS))),
            "consents": required(list_of(object_of(CONSENT))),
            "language": optional(language),
            "owner": optional(either("anyone", issued("member"))),
            "typed_by": optional(choice("holder", "person")),
            "unfinished": optional(truth),
        },
        together=_card_is_the_persons,
        sealed_to="cards",
        label="hb-card-1",
    ),
    "question": Kind(
        {"sealed": required(sealed), "conversation": optional(any_id)}, sealed_to="texts", label="hb-question-1"
    ),
    "remark": Kind({"sealed": required(sealed)}, sealed_to="texts", label="hb-remark-1"),
    "place": Kind({"sealed": required(sealed)}, sealed_to="texts", label="hb-place-1"),
    "shift_ended": Kind({}),
    "retraction": Kind({"of": required(any_id)}),
    "attempt": Kind(
        {
            "person": required(any_id),
            "outcome": required(choice(*OUTCOMES)),
            "follow_up": optional(any_id),
            "step": optional(choice(*STEPS)),
        },
        is_desk_only=True,
    ),
    "next_step": Kind(
        {
            "person": required(any_id),
            "step": required(choice(*STEPS)),
            "follow_up": optional(any_id),
            "due_at": optional(moment),
        },
        is_desk_only=True,
    ),
    "sign_up": Kind(
        {
            "batch": optional(issued("batch")),
            "way": optional(choice(*WAYS_TO_A_COPY)),
        },
        is_desk_only=True,
    ),
}
