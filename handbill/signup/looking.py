"""A held sign-up opened for an organiser, so that she can tell a person from a machine; noted like every opening."""

from dataclasses import dataclass

from handbill.accounts.audit import note
from handbill.accounts.keyring import Keyring
from handbill.keys.envelope import CARD, Sealed, open_sealed
from handbill.keys.errors import BadForm, CannotOpen
from handbill.keys.pairs import Pair
from handbill.people.opening import pairs_of
from handbill.signup.models import HeldSignUp


@dataclass(frozen=True)
class Looked:
    """`words`: what stands on the card, without its labels; None where this keyring does not open it."""

    held: HeldSignUp
    words: list[str] | None

    def __repr__(self) -> str:
        return "Looked(...)"


def looked_at(waiting: list[HeldSignUp], keyring: Keyring) -> list[Looked]:
    pairs = pairs_of(keyring)
    rows = [Looked(one, _words(one, pairs)) for one in waiting]
    opened = sum(row.words is not None for row in rows)
    if opened:
        note(keyring.member, "cards_opened", count=opened)
    return rows


def _words(held: HeldSignUp, pairs: dict) -> list[str] | None:
    try:
        plain = _open(Sealed.from_wire(held.contact["sealed"]), pairs)
    except (BadForm, CannotOpen):
        return None
    return [str(plain[name]) for name in ("name", "phone", "email", "other") if plain.get(name)]


def _open(sealed: Sealed, pairs: dict[object, Pair]) -> dict:
    for wrap in sealed.wraps:
        if wrap.reader in pairs:
            return open_sealed(sealed, label=CARD, id=sealed.id, key_id=wrap.reader, pair=pairs[wrap.reader])
    raise CannotOpen("sealed to another key")
