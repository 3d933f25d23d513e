"""What the frame of every desk page shows."""

from handbill.accounts.enrolling import COOKIE
from handbill.accounts.sessions import open_until


def desk_frame(request) -> dict:
    """`group`, `member`, whether cards are open and until when; whether this phone may have a PIN."""
    user = getattr(request, "user", None)
    frame = {
        "group": None,
        "member": None,
        "keyring_open": False,
        "open_until": None,
        "has_pin": COOKIE in request.COOKIES,
    }
    if user is None or not user.is_authenticated:
        return frame
    until = open_until(request.session)
    return {**frame, "group": user.group, "member": user, "keyring_open": until is not None, "open_until": until}
