"""What in a text might be about one person, before it becomes everybody's. A hint to look, never a proof."""

import re
from itertools import pairwise

PHONE = re.compile(r"(?:\+|\b)\d(?:[\s().\-/]*\d){6,}")
ENDS = ".!?:;,"
EMAIL = re.compile(r"[^\s@]@[^\s@]+\.\w{2,}")


def seems_personal(text: str) -> list[str]:
    """Of 'phone', 'email' and 'name', what these words may hold."""
    words = " ".join(text.split())
    found = {"phone": PHONE.search(words), "email": EMAIL.search(words), "name": _name_in(words)}
    return [what for what, is_there in found.items() if is_there]


def _name_in(words: str) -> bool:
    """Two words with capitals beside each other in one sentence, in writing that has capitals."""
    return any(
        _is_capital(one) and _is_capital(other) and one[-1] not in ENDS for one, other in pairwise(words.split())
    )


def _is_capital(word: str) -> bool:
    """A capital and then small letters; 'I' and 'NHS' are no names."""
    bare = word.strip("«»“”‘’\"'(),.;:!?…")
    return len(bare) > 1 and bare[0].isupper() and bare[1:].islower()
