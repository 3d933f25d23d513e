"""Who the group is, who belongs to it, the keys everything is sealed to, and what members come in with."""

from handbill.accounts.models.device import EnrolledPhone, Passkey, Phone, Session
from handbill.accounts.models.group import Group, Instance, Wording
from handbill.accounts.models.key import Key, KeyWrap
from handbill.accounts.models.member import AuditEntry, Invitation, Member, Role

__all__ = [
    "AuditEntry",
    "EnrolledPhone",
    "Group",
    "Instance",
    "Invitation",
    "Key",
    "KeyWrap",
    "Member",
    "Passkey",
    "Phone",
    "Role",
    "Session",
    "Wording",
]
