"""Every pattern of the product, given the text it dislikes most: `python -m tests.attackers.hostile_patterns [PATTERN METHOD SECONDS]`.

A pattern is found where the source names it, and asked as the source asks it; one of a script in the browser is asked by Python,
which looks for it in the same way. The text is made from the pattern: for each part that may repeat without end, what comes before
it, then a long run of what it takes, then something it does not take; and the same with what comes before it said again and again,
each time a place to begin at.
Prints a line for each pattern that needs more than LIMIT seconds of CPU for a text of LENGTH characters; one that takes
time in step with the length needs some thousandths.
"""

import ast
import importlib
import re
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from re import _constants as kinds
from re import _parser as parser

ROOT = Path(__file__).resolve().parents[2]
ASKED = ("match", "search", "fullmatch", "findall", "finditer", "sub", "subn", "split")
LENGTH = 200_000
LIMIT = 0.3
FOR_ALL = 120  # seconds of CPU: a pattern that never ends is ended by the system, and so told
STRANGE = ("\0", "!", "\n", "a", " ")
UNENDING = 1000
# A pattern as it stands in a script: not a division, a comment or a part of an address.
IN_SCRIPT = re.compile(
    r"(?:(?<=[=,:&|?>] )|(?<=[(!\[])|(?<=return ))/(?![/*])((?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+)/([dgimsuvy]*)(?=[.,;)\]\s])"
)
REMARK = re.compile(r"^\s*(?://|/?\*)")


def main(arguments: list[str]) -> int:
    most = int(arguments[2]) if len(arguments) > 2 else FOR_ALL
    resource.setrlimit(resource.RLIMIT_CPU, (most, most))
    asked = (
        [(re.compile(arguments[0]), arguments[1], "asked for")] if arguments else list(dict.fromkeys(every_pattern()))
    )
    for pattern, method, place in asked:
        print(f"trying {place} {method} {pattern.pattern!r}", flush=True)
        if (seconds := worst_of(pattern, method)) > LIMIT:
            print(f"SLOW {place} {method} {pattern.pattern!r}: {seconds:.1f} s", flush=True)
    print(f"{len(asked)} patterns", flush=True)
    return 0


def every_pattern() -> Iterator[tuple[re.Pattern, str, str]]:
    """Pattern, method, file. A name that a module gives to a compiled pattern counts for each module that asks it."""
    files = [file for file in (ROOT / "handbill").rglob("*.py") if not {"tests", "migrations"} & set(file.parts)]
    trees = {file: ast.parse(file.read_text(encoding="utf-8")) for file in files}
    named = {file: _compiled_in(file, tree) for file, tree in trees.items()}
    shared = {name: found for patterns in named.values() for name, found in patterns.items()}
    for file, tree in trees.items():
        for call in ast.walk(tree):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in ASKED:
                pattern = _asked_by(call, {**shared, **named[file]})
                if pattern is not None:
                    yield pattern, call.func.attr, str(file.relative_to(ROOT))
    yield from _patterns_of_scripts()


def _patterns_of_scripts() -> Iterator[tuple[re.Pattern, str, str]]:
    for file in sorted((ROOT / "handbill").rglob("*.js")):
        if {"tests", "vendor"} & set(file.parts):
            continue
        for line in file.read_text(encoding="utf-8").splitlines():
            for found in IN_SCRIPT.finditer("" if REMARK.match(line) else line):
                yield _as_python(*found.groups()), "finditer", str(file.relative_to(ROOT))


def _as_python(pattern: str, flags: str) -> re.Pattern:
    """The same pattern in Python's words: letters and digits of all scripts, and names of groups."""
    for theirs, ours in ((r"\p{Nd}", r"\d"), (r"\p{L}", r"\w"), (r"\p{N}", r"\d"), (r"\p{M}", r"\w"), ("(?<", "(?P<")):
        pattern = pattern.replace(theirs, ours)
    pattern = pattern.replace("(?P<=", "(?<=").replace("(?P<!", "(?<!")
    return re.compile(pattern, sum(getattr(re, flag.upper()) for flag in flags if flag in "ims"))


def _compiled_in(file: Path, tree: ast.Module) -> dict[str, re.Pattern]:
    compiles = any(isinstance(node, ast.Attribute) and node.attr == "compile" for node in ast.walk(tree))
    if not compiles:
        return {}
    module = importlib.import_module(".".join(file.relative_to(ROOT).with_suffix("").parts))
    return {name: value for name, value in vars(module).items() if isinstance(value, re.Pattern)}


def _asked_by(call: ast.Call, named: dict[str, re.Pattern]) -> re.Pattern | None:
    whose = call.func.value
    if isinstance(whose, ast.Name) and whose.id == "re":
        return re.compile(call.args[0].value) if isinstance(call.args[0], ast.Constant) else None
    name = whose.id if isinstance(whose, ast.Name) else whose.attr if isinstance(whose, ast.Attribute) else ""
    return named.get(name)


def worst_of(pattern: re.Pattern, method: str) -> float:
    """Seconds of CPU for the text it dislikes most, or the first that is too much."""
    ask, worst = getattr(pattern, method), 0.0
    for text in hostile_texts(pattern):
        worst = max(worst, _seconds(ask, method, text))
        if worst > LIMIT:
            break
    return worst


def _seconds(ask, method: str, text) -> float:
    before = time.process_time()
    answer = ask(text[:0], text) if method in ("sub", "subn") else ask(text)
    if method == "finditer":
        for _ in answer:
            pass
    return time.process_time() - before


def hostile_texts(pattern: re.Pattern) -> Iterator[str | bytes]:
    for text in dict.fromkeys(_runs(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE))):
        for strange in STRANGE:
            whole = text + strange
            yield whole.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else whole


def _runs(parts, before: str = "") -> Iterator[str]:
    for kind, what in parts:
        for inside in _inside(kind, what):
            yield from _runs(inside, before)
        taken = _taken_by([(kind, what)])
        if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT) and what[1] >= UNENDING:
            for one in {_taken_by(what[2]), _taken_by(what[2], last=True)} - {""}:
                yield before + one * (LENGTH // len(one))
                yield one * (LENGTH // len(one))
                yield (before + one) * (LENGTH // len(before + one))
        before += taken


def _inside(kind, what) -> list:
    if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT):
        return [what[2]]
    if kind is kinds.SUBPATTERN:
        return [what[3]]
    if kind is kinds.BRANCH:
        return what[1]
    return [what[1]] if kind in (kinds.ASSERT, kinds.ASSERT_NOT) else []


def _taken_by(parts, last: bool = False) -> str:
    """A short text that these parts take: the first there is, or the last."""
    return "".join(_one(kind, what, last) for kind, what in parts)


def _one(kind, what, last: bool) -> str:
    if kind is kinds.LITERAL:
        return chr(what)
    if kind is kinds.ANY:
        return "a"
    if kind is kinds.NOT_LITERAL:
        return "b" if what == ord("a") else "a"
    if kind is kinds.IN:
        return _of_a_set(what, last)
    if kind in (kinds.MAX_REPEAT, kinds.MIN_REPEAT):
        return _taken_by(what[2], last) * max(what[0], 1)
    if kind is kinds.BRANCH:
        return _taken_by(what[1][-1 if last else 0], last)
    return _taken_by(what[3], last) if kind is kinds.SUBPATTERN else ""


OF_CATEGORY = {kinds.CATEGORY_DIGIT: "1", kinds.CATEGORY_SPACE: " ", kinds.CATEGORY_WORD: "a", kinds.CATEGORY_NOT_WORD: "-",
               kinds.CATEGORY_NOT_DIGIT: "a", kinds.CATEGORY_NOT_SPACE: "a"}  # fmt: skip


def _of_a_set(members, last: bool) -> str:
    if members[0][0] is kinds.NEGATE:
        refused = re.compile("[" + "".join(_written(member) for member in members[1:]) + "]")
        return next(one for one in "a1 -.\n~" if not refused.match(one))
    kind, what = members[-1 if last else 0]
    return OF_CATEGORY[what] if kind is kinds.CATEGORY else chr(what[last] if kind is kinds.RANGE else what)


def _written(member) -> str:
    kind, what = member
    if kind is kinds.CATEGORY:
        return {kinds.CATEGORY_DIGIT: r"\d", kinds.CATEGORY_SPACE: r"\s", kinds.CATEGORY_WORD: r"\w",
                kinds.CATEGORY_NOT_WORD: r"\W", kinds.CATEGORY_NOT_DIGIT: r"\D", kinds.CATEGORY_NOT_SPACE: r"\S"}[what]  # fmt: skip
    return "-".join(f"\\u{code:04x}" for code in what) if kind is kinds.RANGE else f"\\u{what:04x}"


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    sys.exit(main(sys.argv[1:]))
