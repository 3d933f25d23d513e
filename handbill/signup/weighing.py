"""Whether a sign-up is taken in, held to be looked at, or refused. Nobody outside is asked, and no address is kept."""

from django.utils.translation import gettext as _

from handbill.base import limits
from handbill.base.errors import Refusal
from handbill.signup.door import Door
from handbill.signup.models import HeldSignUp
from handbill.signup.work import is_done, is_under_attack

Why = HeldSignUp.Why


def weigh(door: Door, address: str, *, trap: str, work: str) -> str:
    """Why it is held, or nothing. Raises Refusal when one address has sent more than anybody would look at."""
    why = _why(door, address, trap, work)
    if why and not limits.has_room("held sign-ups from an address", address):
        sentence = _(
            "Too many sign-ups came from where you are, and this one was not taken. Try again tomorrow, or from another connection."
        )
        raise Refusal("slow_down", sentence, 429, retry_after=24 * 3600)
    return why


def _why(door: Door, address: str, trap: str, work: str) -> str:
    if trap:
        return Why.TRAP
    if not limits.has_room("sign-ups from an address", address):
        return Why.ADDRESS
    if is_under_attack(door):
        return "" if work and is_done(work, door) else Why.BATCH
    limits.has_room("sign-ups of a batch", door.whose)
    return ""
