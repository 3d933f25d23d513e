"""A recovery secret as 24 words: 256 bits and 8 bits of checksum, 11 bits a word, from our own list of 2048.

The idea (checksum at the end, four letters tell a word) is that of BIP39; the list and the checksum are ours:
`SHA-256("hb-recovery-1" | secret)[0]`. The square on the sheet holds `HANDBILL-RECOVERY:1:<key no.>:<24 words>`; the key
number is printed beside the words and is the first two bytes of SHA-256 of the public key, as four hex digits.
"""

import functools
import hashlib
import re
import unicodedata
from pathlib import Path

from handbill.keys.errors import WrongWords
from handbill.keys.pairs import pair_of

COUNT = 24
LETTERS = 4  # this many tell each word of the list from all others
HEAD = "HANDBILL-RECOVERY:1:"


@functools.cache
def word_list() -> tuple[str, ...]:
    """The 2048 words in their order. Where they come from: words.licence beside the list."""
    return tuple(Path(__file__).with_name("words.txt").read_text(encoding="ascii").split())


def to_words(secret: bytes) -> list[str]:
    """The 24 words of a 32-byte secret."""
    if len(secret) != 32:
        raise ValueError("a secret has 32 bytes")
    number = int.from_bytes(secret + _checksum(secret), "big")
    return [word_list()[number >> 11 * place & 2047] for place in reversed(range(COUNT))]


def from_words(text: str) -> bytes:
    """The secret of 24 words typed by hand.

    Capitals, spaces, commas, line breaks and the numbers before the words do not matter; the first four letters of a
    word are enough, and what follows them is not looked at. Raises WrongWords, which names the wrong word's number.
    """
    typed = _plain_words(text)
    places = [_place_of(word, number) for number, word in enumerate(typed, start=1)]
    if len(typed) != COUNT:
        raise WrongWords("wrong_count", len(typed))
    number = functools.reduce(lambda sum, place: sum << 11 | place, places)
    raw = number.to_bytes(33, "big")
    if raw[32:] != _checksum(raw[:32]):
        raise WrongWords("wrong_checksum")
    return raw[:32]


def same_word(typed: str, word: str) -> bool:
    """Whether a word typed back is the one on the sheet, as forgiving as `from_words`."""
    found = _plain_words(typed)
    return len(found) == 1 and found[0][:LETTERS] == word[:LETTERS]


def key_number(public: bytes) -> str:
    """The short number printed on the sheet, e.g. `7C41`: tells an old sheet from the new one, opens nothing."""
    return hashlib.sha256(public).digest()[:2].hex().upper()


def recovery_text(secret: bytes) -> str:
    """What the square on the recovery sheet holds."""
    return f"{HEAD}{key_number(pair_of(secret).public)}:{' '.join(to_words(secret))}"


def from_recovery(text: str) -> bytes:
    """The secret, from the square's text or from words typed alone. Raises WrongWords."""
    text = text.strip()
    if not text.upper().startswith(HEAD):
        return from_words(text)
    number, _, words = text[len(HEAD) :].partition(":")
    secret = from_words(words)
    if key_number(pair_of(secret).public) != number.strip().upper():
        raise WrongWords("wrong_sheet")
    return secret


@functools.cache
def _places() -> dict[str, int]:
    return {word[:LETTERS]: place for place, word in enumerate(word_list())}


def _plain_words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", unicodedata.normalize("NFKC", text).casefold())


def _place_of(word: str, number: int) -> int:
    place = _places().get(word[:LETTERS])
    if place is None:
        raise WrongWords("unknown_word", number, word)
    return place


def _checksum(secret: bytes) -> bytes:
    return hashlib.sha256(b"hb-recovery-1" + secret).digest()[:1]
