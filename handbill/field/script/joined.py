"""All modules of the phone app as one script: on a slow phone each file more is a wait, each kilobyte more another."""

import posixpath
import re
from collections.abc import Callable, Iterator

from handbill.field.script.reading import END, CannotJoin, Module, Use, read_module
from handbill.field.script.scopes import Name
from handbill.field.script.short import shorten, shorten_private

NAMED = re.compile(r'^(?:import|export)\b[^;"]*?"(\.{1,2}/[^"]+)"', re.MULTILINE)
WORD = re.compile(r"[\w$]")


def named_in(name: str, script: str) -> list[str]:
    """The names of the modules that a module asks for, in its order."""
    return [_beside(name, other) for other in NAMED.findall(script)]


def join_scripts(entry: str, source_of: Callable[[str], str]) -> str:
    """One script that does what the module `entry` does with all that it asks for. Raises CannotJoin."""
    modules: dict[str, Module] = {}
    for name in order_of(entry, source_of):
        modules[name] = read_module(name, source_of(name), lambda other, name=name: modules[_beside(name, other)])
    return _printed(list(modules.values()))


def order_of(entry: str, source_of: Callable[[str], str]) -> list[str]:
    """Vendored modules first: they ask for none of ours, and in between they would part what packs well together."""
    return sorted(_as_they_ask(entry, source_of), key=lambda name: "/vendor/" not in name)


def _as_they_ask(entry: str, source_of: Callable[[str], str]) -> Iterator[str]:
    """Each module after those that it asks for, as a browser would run them."""
    done: set[str] = set()
    open_: list[str] = []

    def visit(name: str) -> Iterator[str]:
        if name in open_:
            raise CannotJoin(f"{' -> '.join([*open_, name])} is a circle")
        if name in done:
            return
        open_.append(name)
        for other in named_in(name, source_of(name)):
            yield from visit(other)
        done.add(open_.pop())
        yield name

    return visit(entry)


def _printed(modules: list[Module]) -> str:
    of_the_browser: dict[str, Name] = {}
    private: dict[str, Name] = {}
    tokens = [_meant(token, of_the_browser, private) for module in modules for token in module.tokens]
    shorten([module.scope for module in modules], of_the_browser.values())
    shorten_private(private.values())
    return _spaced(_trimmed(tokens))


def _meant(token, of_the_browser: dict[str, Name], private: dict[str, Name]) -> object:
    if not isinstance(token, Use):
        return token
    if token.written.startswith("#"):
        return ("#", private.setdefault(token.written, Name(token.written)))
    name = token.scope.meant(token.written, of_the_browser)
    return (f"{token.key}:" if token.key else "", name)


def _trimmed(tokens: list) -> Iterator[str]:
    """As text, without the end of a statement or the comma after a list that its bracket says already."""
    for before, token, following in zip([END, *tokens], tokens, [*tokens[1:], END], strict=False):
        if token is END and following == "}":
            continue
        if token == "," and following in (")", "]", "}") and before not in ("[", ","):
            continue
        yield ";" if token is END else _text(token)


def _text(token) -> str:
    if isinstance(token, str):
        return token
    before, name = token
    return str(name) if before == f"{name}:" else f"{before}{name}"


def _spaced(words: Iterator[str]) -> str:
    """With a space only where two words would read as another one."""
    parts = [""]
    for word in words:
        if _would_merge(parts[-1], word):
            parts.append(" ")
        parts.append(word)
    return "".join(parts) + "\n"


def _would_merge(before: str, word: str) -> bool:
    last, first = before[-1:], word[0]
    if word == "${":
        return False
    if WORD.match(last) and WORD.match(first):
        return True
    return (last == first and first in "+-/") or (first == "." and before.isdigit())


def _beside(name: str, other: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), other))
