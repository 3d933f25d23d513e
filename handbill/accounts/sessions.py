"""Sessions whose rows open nothing: the token is only in the cookie, the row is found by its hash.

While unlocked, the row also holds the member's secret under a key made from the token (`keys.session`).
"""

import base64
import secrets
from datetime import datetime, timedelta

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from handbill.base.clock import now
from handbill.keys import session as keys_session
from handbill.keys.errors import CannotOpen
from handbill.keys.words import from_words, to_words

IDLE = timedelta(minutes=30)  # then the secret is dropped: signed in, but locked
WHOLE = timedelta(hours=12)  # then the session is over
NOTED_EVERY = timedelta(minutes=1)


class SessionStore(DatabaseStore):
    """Django's database sessions with the token hashed on its way to the database."""

    @classmethod
    def get_model_class(cls):
        from handbill.accounts.models import Session

        return Session

    def _get_new_session_key(self):
        return secrets.token_urlsafe(keys_session.TOKEN_BYTES)

    def _get_session_from_db(self):
        return self.model.objects.filter(session_key=row_of(self.session_key), expire_date__gt=now()).first()

    def exists(self, session_key):
        return self.model.objects.filter(session_key=row_of(session_key)).exists()

    def create_model_instance(self, data):
        return self.model(
            session_key=row_of(self._get_or_create_session_key()),
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            member_id=data.get("_auth_user_id"),
        )

    def delete(self, session_key=None):
        key = session_key or self.session_key
        if key:
            self.model.objects.filter(session_key=row_of(key)).delete()


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
    session["kept"] = keys_session.keep(token_of(session.session_key), secret).hex()
    session["used"] = now().isoformat()
    session.setdefault("began", session["used"])


def held_secret(session: SessionStore) -> bytes | None:
    """The member's secret while unlocked, else None."""
    kept, token = session.get("kept"), token_of(session.session_key)
    if not kept or not token:
        return None
    try:
        return keys_session.fetch(token, bytes.fromhex(kept))
    except CannotOpen:
        return None


def lock(session: SessionStore) -> None:
    """Drop the secret; the session stays signed in without a key."""
    session.pop("kept", None)


def open_until(session: SessionStore) -> datetime | None:
    """When an unlocked session locks by itself, if nobody uses it."""
    return _used(session) + IDLE if session.get("kept") else None


def note_use(session: SessionStore) -> bool:
    """Lock after half an hour of rest; False when the whole session is over."""
    if "began" not in session:
        return True
    if now() - datetime.fromisoformat(session["began"]) > WHOLE:
        return False
    rested = now() - _used(session)
    if rested > IDLE:
        lock(session)
    if rested > NOTED_EVERY:
        session["used"] = now().isoformat()
    return True


def _used(session: SessionStore) -> datetime:
    return datetime.fromisoformat(session["used"])


def show_sheet(session: SessionStore, words: str, then: str = "/outings/new/?first=1") -> None:
    """Keep the recovery words until one was typed back, sealed under the cookie's token like the secret itself."""
    token = token_of(session.session_key)
    session["sheet"] = keys_session.keep(token, from_words(words)).hex()
    session["sheet_then"] = then


def sheet_words(session: SessionStore) -> str | None:
    """The words that wait to be printed, in an unlocked session of whoever made them."""
    kept, token = session.get("sheet"), token_of(session.session_key)
    if not kept or not session.get("kept"):
        return None
    try:
        return " ".join(to_words(keys_session.fetch(token, bytes.fromhex(kept))))
    except CannotOpen:
        return None
