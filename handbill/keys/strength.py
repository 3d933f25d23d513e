"""Choosing a password: what is too weak, by rules rather than by a downloaded list, and five words as an offer.

Somebody who has the server's disk can try passwords at her leisure; 64 MiB of Argon2id slows her to about ten a second
and core. So a password needs 15 characters (five of our words are 55 bits), and what is left after taking away the
cheap parts (common words, years, keyboard walks, repeats, the names of group and member) must still be something.
"""

import functools
import random
import re
import secrets
from collections.abc import Iterable
from pathlib import Path

from handbill.keys.passwords import normal
from handbill.keys.words import word_list

SHORTEST, LONGEST = 15, 512
OFFERED_WORDS = 5
ENOUGH_LEFT = 6  # characters that are no part of anything cheap
ENOUGH_WORDS = 5  # this many different common words make a password again

WALKS = [
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "qwertzuiop",
    "yxcvbnm",
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "1q2w3e4r5t6y7u8i9o0p",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "qazwsxedcrfvtgbyhnujmikolp",
    "!@#$%^&*()",
    '!"#$%&/()=',
    "147258369",
    "123654789",
    "789456123",
    "159753",
]
_LEET = str.maketrans("@4831!0$57", "aabeiiosst")


@functools.cache
def common_words() -> tuple[str, ...]:
    """What people everywhere type first, and what they type here. Written down for this project."""
    return tuple(Path(__file__).with_name("common.txt").read_text(encoding="ascii").split())


def weakness(password: str, about: Iterable[str] = ()) -> str | None:
    """Why a new password is refused, or None: `too_short`, `too_long`, `repeated`, `walk` or `common`.

    `about` are words anybody can guess for this member: her handle, her name, the group's name. The caller has the
    sentences.
    """
    text = normal(password).casefold()
    if len(text) < SHORTEST:
        return "too_short"
    if len(text) > LONGEST:
        return "too_long"
    if _repeats(text):
        return "repeated"
    if len(_without_walks(_bare(text))) < ENOUGH_LEFT:
        return "walk"
    return "common" if _is_common(text, about) else None


def five_words(rng: random.Random | None = None) -> str:
    """A password to offer: five different words of our list, 55 bits. `rng` is given by tests only."""
    return " ".join((rng or secrets.SystemRandom()).sample(word_list(), OFFERED_WORDS))


def _repeats(text: str) -> bool:
    """Few different characters, or a shorter password said again and again."""
    period = next(p for p in range(1, len(text) + 1) if text[p:] == text[: len(text) - p])
    return len(set(text)) < ENOUGH_LEFT or period < min(SHORTEST, len(text) // 2 + 1)


def _is_common(text: str, about: Iterable[str]) -> bool:
    cheap = {
        *common_words(),
        *(part for name in about for part in _bare(name.casefold(), " ").split() if len(part) > 1),
    }
    pattern = re.compile("|".join([r"(?:19|20)[0-9]{2}", *sorted(map(re.escape, cheap), key=len, reverse=True)]))
    return any(_is_cheap(spelling, pattern) for spelling in {_bare(text), _bare(text.translate(_LEET))})


def _is_cheap(text: str, pattern: re.Pattern) -> bool:
    words = set(pattern.findall(text))
    return len(words) < ENOUGH_WORDS and len(_without_walks(pattern.sub(" ", text)).replace(" ", "")) < ENOUGH_LEFT


def _without_walks(text: str) -> str:
    """The text without runs of three or more neighbours on a keyboard or in the alphabet, either way."""
    left, start = [], 0
    while start < len(text):
        length = _walk_at(text, start)
        if length < 3:
            left.append(text[start])
        start += length if length >= 3 else 1
    return "".join(left)


def _walk_at(text: str, start: int) -> int:
    """How many characters from `start` on are one walk, or one key held down."""
    length = 1
    while start + length < len(text) and any(_is_on(text[start : start + length + 1], walk) for walk in WALKS):
        length += 1
    return length


def _is_on(piece: str, walk: str) -> bool:
    return piece in walk or piece[::-1] in walk or piece == piece[0] * len(piece)


def _bare(text: str, between: str = "") -> str:
    """Letters and digits, or what a keyboard walk over signs may hold."""
    return re.sub(r"[\s_\-.,;:'’]+", between, text)
