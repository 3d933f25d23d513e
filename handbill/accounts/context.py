"""What the frame of every desk page shows."""

from handbill.accounts.sessions import open_until


def desk_frame(request) -> dict:
    """`group`, `member`, whether cards are open and until when."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"group": None, "member": None, "keyring_open": False, "open_until": None}
    until = open_until(request.session)
    return {"group": user.group, "member": user, "keyring_open": until is not None, "open_until": until}
