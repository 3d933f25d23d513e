"""Where the square leads, and which phones can follow it."""

from dataclasses import dataclass

from django.conf import settings

from handbill.base.middleware import LOOPBACK


@dataclass(frozen=True)
class Reach:
    """`origin` to put in front of /field/, and who gets there: everyone, this_machine or nobody."""

    origin: str
    who: str


def reach_of(request) -> Reach:
    """A phone keeps what it notes only on a secure origin: https anywhere, or plain http on this machine alone."""
    if settings.IS_HTTPS:
        return Reach(settings.ORIGIN.rstrip("/"), "everyone")
    origin = f"{request.scheme}://{request.get_host()}"
    if request.is_secure():
        return Reach(origin, "everyone")
    return Reach(origin, "this_machine" if request.get_host().rsplit(":", 1)[0] in LOOPBACK else "nobody")


def square_link(reach: Reach, text: str) -> str:
    """The pass stands behind the #, so that no server and no log on the way ever sees it."""
    return f"{reach.origin}/field/#{text}"
