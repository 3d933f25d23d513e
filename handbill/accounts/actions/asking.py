"""A member who may not open cards asks the organisers for it."""

from handbill.accounts.audit import note
from handbill.accounts.models import Member
from handbill.accounts.queries import asked_at


def ask_for_cards(*, by: Member) -> None:
    """Once is enough: organisers see it beside her name until she has another role."""
    if not by.has_people and asked_at(by) is None:
        note(by, "asked_for_cards", by.id)
