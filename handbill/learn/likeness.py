"""How alike two questions are, by their letters alone: no language is known here and nothing leaves the machine.

Two texts are as alike as the runs of three letters they share (twice the shared runs over all runs, 0 to 1). A text joins
the group whose first text it is most like, from 0.75 on: a group too many costs a click, two questions in one cost an
answer. A person looks at every group before it counts.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

ALIKE = 0.75
LEAST_LETTERS = 3  # shorter words say nothing about what a question is about


@dataclass
class Alike:
    """Texts that ask the same thing, as far as letters can tell; `words` is the most frequent wording."""

    keys: list = field(default_factory=list)
    wordings: Counter = field(default_factory=Counter)
    runs: Counter = field(default_factory=Counter, repr=False)

    @property
    def words(self) -> str:
        return self.wordings.most_common(1)[0][0]

    @property
    def others(self) -> list[str]:
        """Its other wordings, the most frequent first."""
        return [words for words, _n in self.wordings.most_common()[1:]]

    def __len__(self):
        return len(self.keys)


def grouped(texts: Iterable[tuple[object, str]]) -> list[Alike]:
    """Pairs (key, words) in groups, the largest first. The same whatever the order they come in."""
    by_words: dict[str, list] = {}
    for key, words in sorted(texts, key=lambda pair: (pair[1], str(pair[0]))):
        by_words.setdefault(plain(words), []).append((key, " ".join(words.split())))
    groups: list[Alike] = []
    for letters, pairs in sorted(by_words.items(), key=lambda item: (-len(item[1]), item[0])):
        runs = _runs(letters)
        group = max(groups, key=lambda group: _shared(group.runs, runs), default=None)
        if group is None or _shared(group.runs, runs) < ALIKE:
            group = Alike(runs=runs)
            groups.append(group)
        group.keys += [key for key, _words in pairs]
        group.wordings.update(words for _key, words in pairs)
    return sorted(groups, key=lambda group: (-len(group), group.words))


def closest(words: str, among: Sequence[tuple[object, str]]):
    """The key of the text that is most like these words: alike, or with all its own words in them; None if none is."""
    ranked = [(max(likeness(words, text), _held_in(text, words)), key) for key, text in among]
    score, key = max(ranked, key=lambda pair: pair[0], default=(0, None))
    return key if score >= ALIKE else None


def likeness(one: str, other: str) -> float:
    """0 for nothing in common, 1 for the same letters."""
    return _shared(_runs(plain(one)), _runs(plain(other)))


def plain(words: str) -> str:
    """Without capitals, accents, signs and double spaces."""
    bare = unicodedata.normalize("NFKD", words.casefold())
    letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return " ".join(re.findall(r"\w+", letters))


def _held_in(text: str, words: str) -> float:
    """1 where each longer word of `text` begins a word of `words`, as 'Rent rise' in 'may they rise the rents'."""
    held, within = [word for word in plain(text).split() if len(word) > LEAST_LETTERS], plain(words).split()
    return float(bool(held) and all(any(word.startswith(part) for word in within) for part in held))


def _runs(letters: str) -> Counter:
    spaced = f" {letters} "
    return Counter(spaced[at : at + 3] for at in range(len(spaced) - 2))


def _shared(one: Counter, other: Counter) -> float:
    both = one.total() + other.total()
    return 2 * (one & other).total() / both if both else 0.0
