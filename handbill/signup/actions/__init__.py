"""Writing in this room: the group's page, sign-ups taken in, held, accepted or thrown away; news confirmed."""

from handbill.signup.actions.held import accept, hold, throw_away
from handbill.signup.actions.news import ask_for_news, confirm
from handbill.signup.actions.page import choose_owner, owner_for, page_of
from handbill.signup.actions.taking_in import contact_of, take_in

__all__ = [
    "accept",
    "ask_for_news",
    "choose_owner",
    "confirm",
    "contact_of",
    "hold",
    "owner_for",
    "page_of",
    "take_in",
    "throw_away",
]
