"""The first run: whoever holds the one-time code in the data folder founds the group, and no passer-by can.

The code is asked of everybody, also on the loopback address: behind a proxy every request comes from there. `serve`
prints the address with the code in it; it is good until the group is founded, and is used up by founding.
"""

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
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text(encoding="ascii")
    code = secrets.token_urlsafe(12)
    with os.fdopen(descriptor, "w") as written:
        written.write(code)
    return code


def is_setup_code(code: str) -> bool:
    """Whether this is the code; makes none, so that one that was used up is not there again."""
    file = Path(settings.DATA) / CODE_FILE
    return file.exists() and hmac.compare_digest(code.encode(), file.read_bytes())


def use_setup_code() -> bool:
    """Use the code up; False when somebody was a moment faster."""
    try:
        (Path(settings.DATA) / CODE_FILE).unlink()
    except FileNotFoundError:
        return False
    return True
