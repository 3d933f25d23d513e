"""Short names for what the script calls by long ones: never two that could be taken for each other."""

from collections.abc import Iterable, Iterator
from itertools import count, islice, product

from handbill.field.script.scopes import Name, Scope

# By how often a letter stands in such scripts anyway: what repeats packs better.
FIRST = "etnrsoialcdufhpmgvbyxwkjqzTAESNCROIMDLPFHBUVGKWXYJZQ_$"
NEXT = FIRST + "0123456789"
RESERVED = {"as", "do", "if", "in", "is", "of", "for", "get", "let", "new", "set", "try", "var"}


def shorten(modules: list[Scope], of_the_browser: Iterable[Name]) -> None:
    """The names of all modules share one scope, so they come first; then each scope, from the outside in."""
    known = {name.short for name in of_the_browser}
    _give([name for module in modules for name in module.names.values()], known)
    for module in modules:
        for scope in module.inner:
            _shorten_in(scope)


def shorten_private(names: Iterable[Name]) -> None:
    _give(names, set())


def _shorten_in(scope: Scope) -> None:
    _give(scope.names.values(), {name.short for name in scope.foreign})
    for inner in scope.inner:
        _shorten_in(inner)


def _give(names: Iterable[Name], taken: set[str]) -> None:
    """In the order in which they are made: functions that begin alike then read alike, which packs best."""
    waiting = [name for name in dict.fromkeys(names) if not name.short]
    free = (short for short in _all_short() if short not in taken)
    for name, short in zip(waiting, islice(free, len(waiting)), strict=True):
        name.short = short


def _all_short() -> Iterator[str]:
    for more in count():
        for letters in product(FIRST, *[NEXT] * more):
            short = "".join(letters)
            if short not in RESERVED:
                yield short
