"""How alike two cards are: evidence for and against, added up as powers of two, and what may be said of it.

The weights were set on FEBRL 1 and 2, the line with a look at 3 (see bench/duplicates.py, which measures on 3 and 4). Two rules stand above them, because
a household shares surname, number and address and is two people: nothing is sure unless the whole name and a number
or address are the same, and where a first name contradicts the other the pair is said to be two people, it seems.
"""

from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import OSA, JaroWinkler
from rapidfuzz.fuzz import ratio

from handbill.people.duplicates.traits import Traits

PERHAPS_FROM = 6
SURE_FROM = 20
SAME_NAME = 9
SAME_NUMBER = 11
AS_GOOD_AS_ONE = 6  # one slip of the finger in a number or an address
SOME_PLACE = 3  # most words of a place
LIKE = 0.8  # of two words, by Jaro and Winkler
TITLES = frozenset(
    ["mr", "mrs", "ms", "miss", "mx", "dr", "sr", "sra", "señor", "senor", "senora", "mme", "mlle", "herr", "frau"]
)


class Level(StrEnum):
    SURE = "sure"
    PERHAPS = "perhaps"


@dataclass(frozen=True)
class Verdict:
    """What can be said of two cards. `level` is None where there is nothing to offer."""

    score: int
    level: Level | None
    seems_two: bool = False  # the names contradict each other: a household, most likely


def judge(one: Traits, other: Traits) -> Verdict:
    """The same whichever comes first."""
    one, other = sorted((one, other), key=_order)
    names, places = _names(one, other), _places(one, other)
    numbers = [*_numbers(one, other), _addresses(one, other)]
    parts = [names, *numbers, places]
    score, seems_two = sum(parts), _contradict(one.name, other.name)
    if score < PERHAPS_FROM or not _is_enough(names, numbers, places, seems_two):
        return Verdict(score, None)
    is_sure = score >= SURE_FROM and min(parts) >= 0 and SAME_NUMBER in parts and _is_the_same_full_name(one, other)
    return Verdict(score, Level.SURE if is_sure else Level.PERHAPS, seems_two)


def _is_enough(names: int, numbers: list[int], places: int, seems_two: bool) -> bool:
    """A surname and a number that is merely similar are no evidence; names that contradict need the very same number."""
    if places >= SOME_PLACE or SAME_NUMBER in numbers:
        return True
    return not seems_two and (names == SAME_NAME or max(numbers) >= AS_GOOD_AS_ONE)


def _order(traits: Traits) -> tuple:
    return traits.joined, traits.digits, traits.address, traits.where


def _names(one: Traits, other: Traits) -> int:
    if not one.name or not other.name:
        return 0
    if one.joined == other.joined:
        return SAME_NAME
    alike = ratio(one.joined, other.joined)
    if alike >= 80:
        return 8 if alike >= 90 else 6
    short, long = sorted((one.name, other.name), key=len)
    found = sum(any(JaroWinkler.similarity(a, b) > 0.9 for b in long) for a in short)
    if found == len(short):
        return 4
    if alike >= 70:
        return 3
    if found:
        return 1
    return -1 if alike >= 55 else -4


def _numbers(one: Traits, other: Traits) -> list[int]:
    """Place by place: equal, one slip of a finger (two digits swapped is one), two, or another number."""
    return [_number(a, b) for a, b in zip(one.digits, other.digits, strict=True)]


def _number(one: str, other: str) -> int:
    if not one or not other:
        return 0
    if one == other:
        return SAME_NUMBER
    slips = OSA.distance(one, other, score_cutoff=2)
    return {1: 8, 2: 3}.get(slips, -4)


def _addresses(one: Traits, other: Traits) -> int:
    """Somebody with two e-mail addresses is nothing special."""
    if not one.address or not other.address:
        return 0
    if one.address == other.address:
        return SAME_NUMBER
    return 6 if min(len(one.address), len(other.address)) > 8 and OSA.distance(one.address, other.address) == 1 else -1


def _places(one: Traits, other: Traits) -> int:
    if not one.where or not other.where:
        return 0
    alike = ratio(" ".join(one.where), " ".join(other.where))
    return next((weight for least, weight in ((90, 8), (75, 6), (62, 3), (50, 0)) if alike >= least), -3)


def _is_the_same_full_name(one: Traits, other: Traits) -> bool:
    """At least two words that are neither a title nor a letter: 'Mrs Quill' and 'D. Quill' may be anybody at that door."""
    return one.name == other.name and len([word for word in one.name if len(word) > 1 and word not in TITLES]) > 1


def _contradict(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Both have a word that nothing of the other's is like, while both have more than one: Dee and Tam Quill."""
    if len(one) < 2 or len(other) < 2 or one == other:
        return False
    left, right = list(one), list(other)
    pairs = sorted(((_likeness(a, b), a, b) for a in one for b in other), reverse=True)
    for likeness, a, b in pairs:
        if likeness >= LIKE and a in left and b in right:
            left.remove(a)
            right.remove(b)
    return bool(left and right)


def _likeness(one: str, other: str) -> float:
    """An initial is like every word that begins with it; 'Dan' is like 'Daniel'."""
    short, long = sorted((one, other), key=len)
    return 1.0 if long.startswith(short) else JaroWinkler.similarity(one, other)
