"""Founding, inviting, letting in, leaving, passwords: each in one transaction."""

from handbill.accounts.actions.asking import ask_for_cards
from handbill.accounts.actions.founding import Founded, found_group
from handbill.accounts.actions.inviting import (
    accept_invitation,
    invite,
    is_let_in,
    let_in_organiser,
    standing_invitation,
)
from handbill.accounts.actions.leaving import (
    change_role,
    end_member,
    epochs_to_rewrap,
    new_epoch,
)
from handbill.accounts.actions.passwords import (
    change_password,
    come_back,
    new_recovery_sheet,
    sheet_printed,
    use_recovery_sheet,
)
from handbill.accounts.actions.wording import add_wording, change_wording

__all__ = [
    "Founded",
    "accept_invitation",
    "add_wording",
    "ask_for_cards",
    "change_password",
    "change_role",
    "change_wording",
    "come_back",
    "end_member",
    "epochs_to_rewrap",
    "found_group",
    "invite",
    "is_let_in",
    "let_in_organiser",
    "new_epoch",
    "new_recovery_sheet",
    "sheet_printed",
    "standing_invitation",
    "use_recovery_sheet",
]
