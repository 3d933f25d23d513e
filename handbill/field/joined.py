"""The phone app's modules as one file, and its sheets as one: on a slow phone each file more is a wait at the start.

Nothing is renamed or moved. A module keeps its lines inside a function of its own that is named after it and gives back
what it exports, so that what arrives can be read and compared with the tree; lines that are only a comment, and casts to
a type, stay behind: they are a third of what a phone would have to fetch.
"""

import posixpath
import re
from collections.abc import Callable, Iterator

COMMENT_LINES = re.compile(r"^[ \t]*(?://[^\n]*|/\*(?:(?!\*/).)*\*/[ \t]*)$", re.MULTILINE | re.DOTALL)
CASTS = re.compile(r"/\*\* @type \{[^\n]*?\} \*/ ?")
EMPTY_LINES = re.compile(r"\n[ \t]*(?=\n)")
NAMED = re.compile(r'^(?:import|export)\b[^;"]*?"(\.{1,2}/[^"]+)"', re.MULTILINE)
IMPORT = re.compile(r'^import\s*\{([^}]*)\}\s*from\s*"([^"]+)";', re.MULTILINE)
PASSED_ON = re.compile(r'^export\s*\{([^}]*)\}\s*from\s*"([^"]+)";', re.MULTILINE)
EXPORT = re.compile(r"^export ((?:async )?(?:function|const|class) (\w+))", re.MULTILINE)
EXPORT_LIST = re.compile(r"\bexport\s*\{([^}]*)\};?\s*\Z")
LEFT_OVER = re.compile(r"^(?:import|export)\b|\bimport\(", re.MULTILINE)
ADDRESS = re.compile(r'(?<=url\(")(?!data:)([^"]+)(?="\))')


class CannotJoin(ValueError):
    """A module is written in a way that cannot be put into one file with the others."""


def named_in(name: str, script: str) -> list[str]:
    """The names of the modules that a module asks for, in its order."""
    return [_beside(name, other) for other in NAMED.findall(script)]


def join_scripts(entry: str, source_of: Callable[[str], str]) -> str:
    """One script that does what the module `entry` does with all that it asks for. Raises CannotJoin."""
    return "".join(_wrapped(name, source_of(name)) for name in _in_order(entry, source_of))


def join_sheets(names: list[str], source_of: Callable[[str], str], target: str) -> str:
    """One sheet with these in their order, their addresses seen from where `target` lies."""
    folder = posixpath.dirname(target)

    def moved(name: str) -> str:
        return ADDRESS.sub(lambda found: posixpath.relpath(_beside(name, found[1]), folder), source_of(name))

    return "".join(without_comment_lines(moved(name)) for name in names)


def without_comment_lines(source: str) -> str:
    """What a browser runs: without lines that are empty or only a comment, and without casts."""
    kept = CASTS.sub("", COMMENT_LINES.sub("", source))
    return EMPTY_LINES.sub("", kept).strip("\n") + "\n"


def _in_order(entry: str, source_of: Callable[[str], str]) -> Iterator[str]:
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


def _wrapped(name: str, source: str) -> str:
    given: list[str] = []

    def take(found: re.Match) -> str:
        return f"const {{{found[1].replace(' as ', ': ')}}} = {_function(_beside(name, found[2]))};"

    def pass_on(found: re.Match) -> str:
        pairs = (one.partition(" as ") for one in _listed(found[1]))
        given.extend(f"{new or old}: {_function(_beside(name, found[2]))}.{old}" for old, _, new in pairs)
        return ""

    def give(found: re.Match) -> str:
        given.append(found[2])
        return found[1]

    def give_all(found: re.Match) -> str:
        given.extend(": ".join(reversed(one.split(" as "))) for one in _listed(found[1]))
        return ""

    body = without_comment_lines(source)
    for pattern, change in ((IMPORT, take), (PASSED_ON, pass_on), (EXPORT, give), (EXPORT_LIST, give_all)):
        body = pattern.sub(change, body).strip("\n")
    if LEFT_OVER.search(body):
        raise CannotJoin(f"{name} imports or exports in a form that is not known here")
    return f"const {_function(name)} = (() => {{\n{body}\nreturn {{ {', '.join(given)} }};\n}})();\n"


def _listed(names: str) -> list[str]:
    return [one.strip() for one in names.split(",") if one.strip()]


def _function(name: str) -> str:
    """$parts_dom of field/parts/dom.js: a name that nothing written here begins with."""
    return "$" + re.sub(r"\W", "_", name.removesuffix(".js").removeprefix("field/"))


def _beside(name: str, other: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), other))
