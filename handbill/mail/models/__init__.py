"""Rows of this room: the account, reminders, mailings with their recipients, addresses that take nothing any more."""

from handbill.mail.models.account import MailAccount, Reminder, Rhythm, Safety
from handbill.mail.models.mailings import Kind, Mailing, MailingText, State
from handbill.mail.models.recipients import Recipient, SealedAddress, Step, StoppedAddress

__all__ = [
    "Kind",
    "MailAccount",
    "Mailing",
    "MailingText",
    "Recipient",
    "Reminder",
    "Rhythm",
    "Safety",
    "SealedAddress",
    "State",
    "Step",
    "StoppedAddress",
]
