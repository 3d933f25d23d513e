"""What of a card is compared: plain values in the memory of one request, in a form in which alike is alike.

Order of names, case, accents, marks and full-width forms do not count; a script does: nothing is transliterated, since a name
in another script is another spelling that people judge better. Nicknames are left to people too.
"""

import re
import unicodedata
import uuid
from dataclasses import dataclass, field

from handbill.people.numbers_of_phones import e164
from handbill.people.opening import OpenedCard

APART = re.compile(r"[^\w]+|_+")
SHORTEST_NUMBER = 6


@dataclass(frozen=True)
class Traits:
    """One card. `name`: its words, sorted. `digits`: numbers that are one person's, by place (a phone first); empty is unknown.

    `address` is an e-mail address; `where` the words of another way to reach them. Its repr says nothing.
    """

    id: uuid.UUID | str
    name: tuple[str, ...] = ()
    digits: tuple[str, ...] = ("",)
    address: str = ""
    where: tuple[str, ...] = ()
    joined: str = field(init=False, repr=False, compare=False)

    def __post_init__(self):
        object.__setattr__(self, "joined", " ".join(self.name))

    def __repr__(self) -> str:
        return f"Traits({self.id}, ...)"


def traits_of(id: uuid.UUID, card: OpenedCard, country: str) -> Traits:
    """Of an opened card."""
    return Traits(
        id=id,
        name=words(card.name),
        digits=(_number(card.phone, country),),
        address=card.email.strip().casefold(),
        where=words(card.other),
    )


def words(text: str) -> tuple[str, ...]:
    """Sorted: what stands first in one place stands last in another."""
    return tuple(sorted(word for word in APART.split(folded(text)) if word))


def folded(text: str) -> str:
    """Case, accents and forms of letters do not count; apostrophes within a word are not written."""
    if text.isascii():
        return text.casefold().replace("'", "")
    apart = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss"))
    plain = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return unicodedata.normalize("NFC", plain).replace("’", "").replace("'", "").casefold()


def _number(phone: str, country: str) -> str:
    """Its digits as they are dialled from anywhere, else as written; too few are no number."""
    if not phone:
        return ""
    digits = "".join(sign for sign in (e164(phone, country) or phone) if sign.isdigit())
    return digits if len(digits) >= SHORTEST_NUMBER else ""
