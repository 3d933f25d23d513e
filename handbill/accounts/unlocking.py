"""From a password to a member's secret: that it unwraps is the whole check."""

from django.conf import settings

from handbill.accounts.models import Member
from handbill.keys.passwords import Cost, Ladder, Wrapped, needs_raise, unwrap_secret, wrap_secret


def cost() -> Cost:
    """How slow passwords are made on this instance."""
    wanted = getattr(settings, "HANDBILL_ARGON", {"passes": 3, "kib": 65536})
    return Cost(ops=wanted["passes"], mem=wanted["kib"] * 1024)


def unwrap_member_secret(member: Member, password: str) -> bytes:
    """The member's secret (32 bytes). Raises keys.errors.WrongPassword."""
    return unwrap_secret(password, _wrapped(member))


def set_password(member: Member, password: str, secret: bytes) -> None:
    """Wrap the secret anew on the row; the caller saves it."""
    wrapped = wrap_secret(password, secret, cost())
    member.salt, member.wrapped_secret = wrapped.ladder.salt, wrapped.wrap
    member.argon_passes, member.argon_kib = wrapped.ladder.ops, wrapped.ladder.mem // 1024


def wants_raise(member: Member) -> bool:
    """Whether the parameters of this member's ladder have fallen behind."""
    return needs_raise(_wrapped(member).ladder, cost())


def _wrapped(member: Member) -> Wrapped:
    ladder = Ladder(bytes(member.salt), member.argon_passes, member.argon_kib * 1024)
    return Wrapped(ladder, bytes(member.wrapped_secret))
