"""The first run: whoever holds the one-time code in the data folder founds the group, and no passer-by can."""

import hmac
import os
import secrets
from pathlib import Path

from django.conf import settings

from handbill.accounts.models import Group

CODE_FILE = "setup.code"


def first_address() -> str:
    """What to open first: the desk, or the set-up with its code where nothing is founded yet."""
    return "/" if Group.objects.exists() else f"/set-up/1/?code={setup_code()}"


def setup_code() -> str:
    """The one-time code, made at the first call with mode 0600."""
    file = Path(settings.DATA) / CODE_FILE
    if not file.exists():
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "w") as written:
            written.write(secrets.token_urlsafe(12))
    return file.read_text(encoding="ascii")


def is_setup_code(code: str) -> bool:
    return hmac.compare_digest(code.encode(), setup_code().encode())


def forget_setup_code() -> None:
    (Path(settings.DATA) / CODE_FILE).unlink(missing_ok=True)
