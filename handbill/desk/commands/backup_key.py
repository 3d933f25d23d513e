"""The operator's backup key: an age key pair (https://age-encryption.org/v1) whose secret half is never on this disk."""

from pathlib import Path

from handbill.base.instance import Unusable

RECIPIENT_FILE = "backup.recipient"


def make_backup_key(folder: Path) -> str | None:
    """Make the pair at the first call, keep the public half, return the secret half to be shown; None when there is one."""
    from pyrage import x25519

    file = folder / RECIPIENT_FILE
    if file.exists():
        return None
    identity = x25519.Identity.generate()
    file.write_text(f"{identity.to_public()}\n", encoding="ascii")
    file.chmod(0o600)
    return str(identity)


def backup_recipient(folder: Path):
    """The public half. Raises Unusable where `serve` has not made it yet."""
    from pyrage import x25519

    file = folder / RECIPIENT_FILE
    if not file.exists():
        raise Unusable("There is no backup key yet: start `handbill serve` once, it makes one and shows it.")
    return x25519.Recipient.from_str(file.read_text(encoding="ascii").strip())
