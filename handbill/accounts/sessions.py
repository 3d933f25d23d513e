"""Sessions whose rows open nothing: the token is only in the cookie, the row is found by its hash.

Everything in a row is sealed under a key made from the token (`keys.session`): what Django keeps there, and in a column
of its own the member's secret while the session is unlocked. A column of its own, so that a lock cannot be undone by
another request that read the row a moment before and writes it back a moment after.
"""

import base64
import secrets
from datetime import datetime, timedelta

from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from handbill.accounts.browsers import kind_of
from handbill.base.clock import now
from handbill.keys import session as keys_session
from handbill.keys.errors import CannotOpen

IDLE = timedelta(minutes=30)  # then the secret is dropped: signed in, but locked
WHOLE = timedelta(hours=12)  # then the session is over, however often it was unlocked
NOTED_EVERY = timedelta(minutes=1)


class SessionStore(DatabaseStore):
    """Django's database sessions with the token hashed, and what is kept sealed, on the way to the database."""

    kept: bytes | None = None
    used_at: datetime | None = None

    @classmethod
    def get_model_class(cls):
        from handbill.accounts.models import Session

        return Session

    def encode(self, session_dict):
        plain = self.serializer().dumps(session_dict)
        return base64.b64encode(keys_session.keep(token_of(self.session_key), plain)).decode()

    def decode(self, session_data):
        try:
            return self.serializer().loads(
                keys_session.fetch(token_of(self.session_key), base64.b64decode(session_data))
            )
        except (CannotOpen, ValueError):
            return {}

    def exists(self, session_key):
        return self.model.objects.filter(session_key=row_of(session_key)).exists()

    def save(self, must_create=False):
        """Writes what Django keeps; never the column with the secret, which `hold_secret` and `lock` alone write."""
        if self.session_key is None:
            self.create()
            return
        kept = self._get_session(no_load=must_create)
        values = {
            "session_data": self.encode(kept),
            "member_id": kept.get("_auth_user_id"),
            "browser": kept.get("browser", ""),
        }
        if must_create:
            began = datetime.fromisoformat(kept["began"]) if "began" in kept else now()
            self.model.objects.create(session_key=row_of(self.session_key), expire_date=began + WHOLE, **values)
            self.kept, self.used_at = None, now()
        elif not self.model.objects.filter(session_key=row_of(self.session_key)).update(**values):
            raise UpdateError

    def delete(self, session_key=None):
        key = session_key or self.session_key
        if key:
            self.model.objects.filter(session_key=row_of(key)).delete()

    def _get_new_session_key(self):
        return secrets.token_urlsafe(keys_session.TOKEN_BYTES)

    def _get_session_from_db(self):
        row = self.model.objects.filter(session_key=row_of(self.session_key), expire_date__gt=now()).first()
        if row is None:
            self._session_key = None
        else:
            self.kept, self.used_at = row.kept and bytes(row.kept), row.used_at
        return row


def row_of(session_key: str | None) -> str:
    """The row's id of a cookie's token; of anything that is no token an id that no row has."""
    token = token_of(session_key)
    return keys_session.row_id(token).hex() if token else ""


def token_of(session_key: str | None) -> bytes | None:
    try:
        token = base64.urlsafe_b64decode(f"{session_key or ''}=")
    except ValueError:
        return None
    return token if len(token) == keys_session.TOKEN_BYTES else None


def hold_secret(session: SessionStore, secret: bytes) -> None:
    """Unlock: keep the member's secret in the row, under the cookie's token."""
    session.setdefault("began", now().isoformat())
    _write(session, kept=keys_session.keep(token_of(session.session_key), secret), used_at=now())


def held_secret(session: SessionStore) -> bytes | None:
    """The member's secret while unlocked, else None."""
    if not _is_unlocked(session):
        return None
    try:
        return keys_session.fetch(token_of(session.session_key), session.kept)
    except CannotOpen:
        return None


def lock(session: SessionStore) -> None:
    """Drop the secret; the session stays signed in without a key."""
    if _is_unlocked(session):
        _write(session, kept=None)


def open_until(session: SessionStore) -> datetime | None:
    """When an unlocked session locks by itself, if nobody uses it."""
    return session.used_at + IDLE if _is_unlocked(session) else None


def note_use(session: SessionStore, *, is_used: bool = True) -> None:
    """Lock after half an hour of rest; note when somebody at the desk used it, which begins a new half hour."""
    was_open = _is_unlocked(session)
    if session.used_at is None:
        return
    rested = now() - session.used_at
    if was_open and rested > IDLE:
        lock(session)
    if is_used and rested > NOTED_EVERY:
        _write(session, used_at=now())
        sweep()


def note_browser(session: SessionStore, said: str) -> None:
    """Keep what kind of browser this session is in, for the list of her sessions on her own page."""
    session["browser"] = kind_of(said)


def sweep() -> None:
    """Drop the secrets of sessions that rest, and sessions that are over, also where nobody comes back to them."""
    from handbill.accounts.models import Session

    Session.objects.filter(kept__isnull=False, used_at__lt=now() - IDLE).update(kept=None)
    Session.objects.filter(expire_date__lte=now()).delete()


def show_sheet(session: SessionStore, words: str, then: str = "/outings/new/?first=1") -> None:
    """Keep the recovery words until one was typed back: in the session, so sealed under the cookie's token."""
    session["sheet"], session["sheet_then"] = words, then


def sheet_words(session: SessionStore) -> str | None:
    """The words that wait to be printed, in an unlocked session of whoever made them."""
    return session.get("sheet") if _is_unlocked(session) else None


def forget_sheet(session: SessionStore) -> str:
    """Drop the words for good; where to go on."""
    session.pop("sheet", None)
    session.pop("sheet_word", None)
    return session.pop("sheet_then", "/")


def _is_unlocked(session: SessionStore) -> bool:
    session.get("began")  # reads the row, if nothing has yet
    return session.kept is not None and session.session_key is not None


def _write(session: SessionStore, **columns) -> None:
    session.model.objects.filter(session_key=row_of(session.session_key)).update(**columns)
    for name, value in columns.items():
        setattr(session, name, value)
