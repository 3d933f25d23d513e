"""The operator's backup key: an age key pair (https://age-encryption.org/v1) whose secret half is never on this disk."""

import os
from pathlib import Path

from handbill.base.instance import Unusable

RECIPIENT_FILE = "backup.recipient"


def make_backup_key(folder: Path) -> str | None:
    """Make the pair at the first call, keep the public half, return the secret half to be shown; None when there is one."""
    from pyrage import x25519

    file = folder / RECIPIENT_FILE
    identity = x25519.Identity.generate()
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # there is one, or another server was a moment faster: its key is the one that counts
        return None
    with os.fdopen(descriptor, "w", encoding="ascii") as written:
        written.write(f"{identity.to_public()}\n")
    return str(identity)


def backup_recipient(folder: Path):
    """The public half. Raises Unusable where `serve` has not made it yet."""
    from pyrage import x25519

    file = folder / RECIPIENT_FILE
    if not file.exists():
        raise Unusable("There is no backup key yet: start `handbill serve` once, it makes one and shows it.")
    return x25519.Recipient.from_str(file.read_text(encoding="ascii").strip())
