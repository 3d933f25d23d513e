"""Writing in this room: attempts and next steps, offers, sharing out, helpers who come in, first sentences."""

from handbill.followup.actions.attempts import (
    ENDS_ALL,
    NO_CONTACT,
    WITHIN,
    NextStep,
    agree_next_step,
    note_attempt,
    open_first,
    put_off,
    steps,
    take_back_attempt,
)
from handbill.followup.actions.first_sentences import change_first_sentence
from handbill.followup.actions.helpers import invite_helper, pass_on_what_helpers_met
from handbill.followup.actions.offers import (
    accept,
    decline,
    hand_over,
    offer,
    share_out,
    take_back_deal,
    take_back_offer,
)

__all__ = [
    "ENDS_ALL",
    "NO_CONTACT",
    "WITHIN",
    "NextStep",
    "accept",
    "agree_next_step",
    "change_first_sentence",
    "decline",
    "hand_over",
    "invite_helper",
    "note_attempt",
    "offer",
    "open_first",
    "pass_on_what_helpers_met",
    "put_off",
    "share_out",
    "steps",
    "take_back_attempt",
    "take_back_deal",
    "take_back_offer",
]
