"""Founding, inviting, letting in, leaving: each in one transaction."""

from handbill.accounts.actions.founding import Founded, found_group
from handbill.accounts.actions.inviting import accept_invitation, invite

__all__ = ["Founded", "accept_invitation", "found_group", "invite"]
