"""The data folder of an instance: its secret, its database file, its address. Imports no Django: settings read it."""

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

DATABASE_FILE = "handbill.sqlite3"
SECRET_FILE = "secret.key"
ERASED_FILE = "erased.ledger"
MOVED_FILE = "moved-to-postgresql"
ORIGIN_FILE = "origin"  # where `serve` was last opened
BACKED_UP_FILE = "last-backup"


def secret_of(folder: Path) -> str:
    """The instance's secret (64 hex digits) from `secret.key`, made with mode 0600 at the first call."""
    file = folder / SECRET_FILE
    try:
        return file.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return _make_secret(file)


def _make_secret(file: Path) -> str:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    secret = secrets.token_hex(32)
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was a moment faster
        return file.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w") as written:
        written.write(secret)
    return secret


def database_from_url(url: str) -> dict | None:
    """Django's database settings for a postgresql:// address; None for an empty one."""
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise ValueError("DATABASE_URL must begin with postgresql://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": "-c synchronous_commit=on"},
    }


class Unusable(Exception):
    """The command cannot go on; `str()` is the sentence for the person at the terminal, `status` the exit status."""

    def __init__(self, sentence: str, status: int = 2):
        super().__init__(sentence)
        self.status = status


def use_folder(folder: Path) -> Path:
    """Make `folder` this process's data folder; it must be ours to write to. Raises Unusable."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = folder / f".writable-{os.getpid()}"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as problem:
        raise Unusable(
            f"The data folder {folder} cannot be written ({problem.strerror}). Nothing was changed. Choose another one with --data DIR."
        ) from problem
    os.environ["HANDBILL_DATA"] = str(folder.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handbill.settings")
    return folder


def append_erased(folder: Path, card_id: str, at: str, group_id: str) -> None:
    """Write an erasure to the ledger that lies beside the backups, so that `restore` erases again what was erased since."""
    with (folder / ERASED_FILE).open("a", encoding="ascii") as ledger:
        ledger.write(f"{at} {card_id} {group_id}\n")
        ledger.flush()
        os.fsync(ledger.fileno())
