"""Writes docs/reference.md from the code: `python3 dev.py docs` does, before it builds the site. A test fails where the page lags behind.

What stands in one place in the code (commands, kinds of facts, refusals, audit lines, jobs, addresses) is read there. Only what code
cannot say is said here: SETTINGS and KINDS below, and a variable or kind without a word stops the writing.
"""

import argparse
import ast
import os
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/reference.md"
CODE = [
    file
    for file in sorted((ROOT / "handbill").rglob("*.py"))
    if not {"tests", "migrations"} & set(file.relative_to(ROOT).parts)
]
SETTINGS = {
    "DATABASE_URL": "`postgresql://user:password@host:port/name`; empty: SQLite in the data folder",
    "DJANGO_SETTINGS_MODULE": "set by the command itself; another one is for tests",
    "HANDBILL_BACKUP_KEY": "the backup key, for a `restore` that nobody watches; else it is asked for",
    "HANDBILL_DATA": "the data folder, where `--data` is not given",
    "HANDBILL_LOG": "`requests` adds a line for each request; no line holds an address, an id, a name or a token",
    "HANDBILL_ORIGIN": "the address people type, where `--origin` is not given",
    "HANDBILL_TEXTS_SECRET": "the secret shared with the service for text messages",
    "HANDBILL_TEXTS_WEBHOOK": "the address of a service of yours that sends text messages",
}
BETWEEN_PROCESSES = {
    "HANDBILL_SENDER_DOOR": "where the process that sends mail listens for its workers",
    "HANDBILL_SENDER_DOOR_PID": "that process",
    "HANDBILL_SENDER_WORD": "what a worker shows it",
}
KINDS = {
    "conversation": "a talk, with what was said in it where somebody tapped that",
    "detail": "more about a conversation; replaces its fields",
    "handout": "copies that went, hand to hand, into letterboxes, or left at a place",
    "asked_in_vain": "people who wanted a copy when there was none",
    "taken": "copies came into this stack",
    "passed_on": "copies left this stack to another holder",
    "count": "copies counted in the hand; the last of a shift is `final`",
    "contact": "somebody gave a way to reach them; the card is sealed beside it",
    "question": "a question in somebody's own words, sealed",
    "remark": "what a helper wants the group to know, sealed",
    "place": "somewhere else than the outing's place, sealed",
    "shift_ended": "this phone's shift is over",
    "retraction": "an earlier fact of the same phone does not hold",
    "attempt": "a try to reach a person, and what came of it",
    "next_step": "what is next with a person, and by when",
    "sign_up": "a reader signed up behind a batch's square, or from nowhere that is known",
}


class Unsaid(Exception):
    """Something in the code has no word here yet: `str()` says what."""


def main() -> int:
    open_handbill()
    PAGE.write_text(reference(), encoding="utf-8")
    print(f"written: {PAGE.relative_to(ROOT)}")
    return 0


def open_handbill() -> None:
    """Django without an instance: nothing is read from or written to a data folder but its secret."""
    import tempfile

    import django

    os.environ.setdefault("HANDBILL_DATA", tempfile.mkdtemp(prefix="handbill-reference-"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handbill.settings")
    django.setup()


def reference() -> str:
    """The whole page."""
    parts = [HEAD, commands(), settings(), kinds(), refusals(), audit_lines(), jobs(), addresses()]
    return "\n\n".join(part.strip() for part in parts) + "\n"


HEAD = """# Reference

What Handbill knows by name. Written by `docs/reference.py` from the code itself; change the code, not this page, and run
`python3 dev.py docs`."""


def commands() -> str:
    from handbill.__main__ import parser

    action = next(one for one in parser()._actions if isinstance(one, argparse._SubParsersAction))
    parts = ["## Commands\n\n`handbill COMMAND --help` says the same at the terminal."]
    for name, one in sorted(action.choices.items()):
        rows = [[_option(each), each.help or ""] for each in one._actions if each.dest != "help"]
        parts.append(f"### handbill {name}\n\n{_upper(one.description)}.\n\n{_table(['option', 'means'], rows)}")
    return "\n\n".join(parts)


def _option(action) -> str:
    value = action.metavar or ("" if action.nargs == 0 else action.dest.upper())
    value = " ".join(value) if isinstance(value, tuple) else value
    named = action.option_strings[-1] if action.option_strings else ""
    return f"`{' '.join(filter(None, [named, value]))}`" + (" (needed)" if action.required and named else "")


def settings() -> str:
    """Every variable of the environment that the code reads."""
    read = variables_read()
    if unsaid := sorted(read - set(SETTINGS) - set(BETWEEN_PROCESSES)):
        raise Unsaid(f"SETTINGS in docs/reference.py lacks {', '.join(unsaid)}")
    if gone := sorted({*SETTINGS, *BETWEEN_PROCESSES} - read):
        raise Unsaid(f"nothing reads {', '.join(gone)} any more; take it out of docs/reference.py")
    rows = [[f"`{name}`", said] for name, said in sorted(SETTINGS.items())]
    own = [[f"`{name}`", said] for name, said in sorted(BETWEEN_PROCESSES.items())]
    return (
        f"## Settings\n\nVariables of the environment; everything else is set at the desk.\n\n{_table(['variable', 'means'], rows)}\n\n"
        f"Processes of one instance tell each other these; nobody else sets them.\n\n{_table(['variable', 'means'], own)}"
    )


def variables_read() -> set[str]:
    """Names in `os.environ[...]`, `.get`, `.pop`, `.setdefault` and `os.getenv`, also where the name is a constant of the module."""
    return {name for file in CODE for name in _variables_of(ast.parse(file.read_text(encoding="utf-8")))}


def _variables_of(tree: ast.Module) -> Iterator[str]:
    constants = dict(_constants_of(tree))
    for key in _keys_of_the_environment(tree):
        name = "".join(_spelled(key, constants))
        if name.replace("_", "").isalnum() and name.isupper():
            yield name


def _constants_of(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            is_pair = isinstance(node.value, ast.Tuple) and isinstance(node.targets[0], ast.Tuple)
            names = node.targets[0].elts if is_pair else node.targets
            values = node.value.elts if is_pair else [node.value] * len(names)
            for name, value in zip(names, values, strict=True):
                if isinstance(name, ast.Name) and isinstance(value, ast.Constant) and isinstance(value.value, str):
                    yield name.id, value.value


def _keys_of_the_environment(tree: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and _is_environment(node.value):
            yield from node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        asks = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args
        if asks and (_is_environment(node.func.value) or node.func.attr == "getenv"):
            yield node.args[0]


def _is_environment(node: ast.expr) -> bool:
    return (isinstance(node, ast.Attribute) and node.attr == "environ") or (
        isinstance(node, ast.Name) and node.id == "environ"
    )


def _spelled(key: ast.expr, constants: dict[str, str]) -> Iterator[str]:
    for part in key.values if isinstance(key, ast.JoinedStr) else [key]:
        part = part.value if isinstance(part, ast.FormattedValue) else part
        if isinstance(part, ast.Constant):
            yield str(part.value)
        elif isinstance(part, ast.Name):
            yield constants.get(part.id, "?")
        else:
            yield "?"


def kinds() -> str:
    from handbill.facts.kinds import KINDS as known

    if set(known) != set(KINDS):
        raise Unsaid(f"KINDS in docs/reference.py: {', '.join(sorted(set(known) ^ set(KINDS)))}")
    rows = [
        [
            f"`{name}`",
            KINDS[name],
            _names(kind.needs),
            _names(f for f in kind.fields if f not in kind.needs),
            _who(kind),
        ]
        for name, kind in known.items()
    ]
    head = ["kind", "means", "must have", "may have", "noted by"]
    return (
        "## Kinds of facts\n\nHow they travel stands in [The wire](sync.md). What `sealed` holds opens for the members whose "
        f"keys it is sealed to.\n\n{_table(head, rows)}"
    )


def _who(kind) -> str:
    return "the desk" if kind.is_desk_only else "phone and desk"


def _names(names) -> str:
    return ", ".join(f"`{name}`" for name in names)


def refusals() -> str:
    """Codes with their status and the sentence for people, as the code says them."""
    from handbill.facts.receipts import sentence_of

    said: dict[str, tuple[str, str]] = {}
    for code, status, sentence in _refusals_in_the_code():
        known = said.get(code, ("", ""))
        sentence = known[1] or sentence or ("" if status else sentence_of(code))
        said[code] = (known[0] or status, sentence)
    rows = [[f"`{code}`", status, sentence] for code, (status, sentence) in sorted(said.items())]
    return (
        "## Refusals\n\nA page shows the sentence, the wire and the API answer `code` and `sentence`. Where several sentences share a code, "
        "one stands here. Codes of single facts have no status: they travel in a receipt.\n\n"
        + _table(["code", "status", "for example"], rows)
    )


def _refusals_in_the_code() -> Iterator[tuple[str, str, str]]:
    for file in CODE:
        for function in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                yield from _refusals_of(function, is_fact="facts/judging" in file.as_posix())


def _refusals_of(function: ast.FunctionDef, *, is_fact: bool) -> Iterator[tuple[str, str, str]]:
    named = {
        target.id: node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for call in ast.walk(function):
        name = getattr(call.func, "id", getattr(call.func, "attr", "")) if isinstance(call, ast.Call) else ""
        if name not in ("Refusal", "Refused", "_refused"):
            continue
        status = next(
            (str(one.value) for one in call.args if isinstance(one, ast.Constant) and isinstance(one.value, int)), ""
        )
        sentences = [_sentence(one, named) for one in call.args[1:]]
        longest = max(sentences, key=len, default="")
        for code in _codes(call.args):
            yield code, status or ("" if is_fact else "422"), longest


def _codes(arguments: list[ast.expr]) -> Iterator[str]:
    """The first literal that is a code, or both ways of an `a if ... else b`."""
    for one in arguments[:2]:
        either = [one.body, one.orelse] if isinstance(one, ast.IfExp) else [one]
        codes = [part.value for part in either if isinstance(part, ast.Constant) and _is_code(part.value)]
        if codes:
            yield from codes
            return


def _is_code(value) -> bool:
    return isinstance(value, str) and value.replace("_", "").isalpha() and value.islower()


def _sentence(node: ast.expr, named: dict[str, ast.expr]) -> str:
    """The English source inside `_("...")`, also through `.format(...)`, plurals and names of the same function."""
    parts = list(ast.walk(node))
    through = [named[one.id] for one in parts if isinstance(one, ast.Name) and one.id in named]
    parts += [part for one in through for part in ast.walk(one)]
    texts = [one.value for one in parts if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return max((text for text in texts if " " in text), key=len, default="")


def audit_lines() -> str:
    from handbill.accounts.audit import WORDS

    rows = [[f"`{code}`", str(words)] for code, words in sorted(WORDS.items())]
    return (
        "## Audit lines\n\nSet-up, Who did what: a name, then these words. Every organiser reads them; nothing changes or removes one.\n\n"
        + _table(["code", "words"], rows)
    )


def jobs() -> str:
    """Work that is done later, by whichever process comes first."""
    from handbill.base.jobs import _rounds, _work

    ours = {name: work for name, work in sorted(_work.items()) if _is_ours(work)}
    rows = [[f"`{name}`", _said(work), f"`{_file_of(work)}`"] for name, work in ours.items()]
    rounds = sorted(filter(_is_ours, _rounds), key=lambda work: (_file_of(work), work.__qualname__))
    each = [["each round", _said(work), f"`{_file_of(work)}`"] for work in rounds]
    return "## Jobs\n\nRows of one table, done once each, tried again when they fail.\n\n" + _table(
        ["job", "does", "where"], rows + each
    )


def _is_ours(work) -> bool:
    """Not what a test put on the list."""
    return work.__module__.startswith("handbill.") and ".tests." not in work.__module__


def _said(work) -> str:
    return " ".join((work.__doc__ or "").split())


def _file_of(work) -> str:
    return work.__module__.replace(".", "/") + ".py"


def addresses() -> str:
    """By the file that lists them, and which of them answer without a sign-in."""
    from handbill.urls import urlpatterns

    open_ones = open_addresses()
    rows = []
    for group in urlpatterns:
        listed = [f"{group.pattern}{one.pattern}" for one in group.url_patterns]
        module = group.urlconf_module.__name__
        free = [address for address in listed if address in open_ones]
        rows.append(
            [f"`{module.replace('.', '/')}.py`", _said(group.urlconf_module), "<br>".join(f"`/{one}`" for one in free)]
        )
    return (
        "## Addresses\n\nWho may do what at each of them stands in `tests/rights/table.py`, and is tried there.\n\n"
        + _table(["listed in", "what", "answer without a sign-in"], rows)
    )


def open_addresses() -> set[str]:
    """Patterns that `tests/rights/table.py` lets nobody in particular read or send to."""
    from tests.rights.table import TABLE

    lines = [line.split() for line in TABLE.strip().splitlines()[1:]]
    return {line[1] for line in lines if line and line[-1] == "ok"}


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in line) + " |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ").replace("<br>", ", ")


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(".?") if text else ""


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    sys.exit(main())
