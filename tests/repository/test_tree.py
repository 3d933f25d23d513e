"""The tree says nothing that it must not: no registry's host, no unfinished words, no personal word in a log."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def tracked(*patterns: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "--", *patterns], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    return [ROOT / name for name in listed if name and (ROOT / name).is_file()]


def text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def test_no_registry_is_named():
    hosts = re.compile("|".join(["py" + r"pi\.org", "python" + "hosted", "npm" + r"js\.", "deb" + r"\.debian\.org"]))
    assert [str(file) for file in tracked() if hosts.search(text_of(file))] == []


def test_nothing_is_unfinished():
    words = re.compile(
        "|".join(["TO" + "DO", "FIX" + "ME", "X" + "XX", "lorem" + " ipsum", "Not" + "ImplementedError"])
    )
    sources = [file for file in tracked("*.py", "*.js", "*.html", "*.css") if "vendor" not in file.parts]
    assert [str(file) for file in sources if words.search(text_of(file))] == []


def test_no_test_is_switched_off():
    switched = re.compile(r"pytest\.(mark\.)?(skip|xfail)|skipif|test\.(skip|todo)")
    assert [
        str(file) for file in tracked("*.py", "*.js") if file != Path(__file__) and switched.search(text_of(file))
    ] == []


def test_no_log_line_names_a_body_or_a_card():
    """Ids and counts only."""
    suspicious = re.compile(r"log(ger|ging)?\.\w+\([^)]*(body|card|name|phone_number|email|password|secret|POST)", re.I)
    assert [str(file) for file in tracked("handbill/*.py") if suspicious.search(text_of(file))] == []


def test_every_module_and_public_function_of_a_border_says_what_it_is_for():
    import ast

    silent = []
    for file in tracked("handbill/**/*.py", "handbill/*.py"):
        if "migrations" in file.parts or "tests" in file.parts:
            continue
        tree = ast.parse(text_of(file))
        if tree.body and not ast.get_docstring(tree):
            silent.append(str(file.relative_to(ROOT)))
        if file.name in {"actions.py", "queries.py"} or "keys" in file.parts:
            silent += [
                f"{file.relative_to(ROOT)}: {node.name}"
                for node in tree.body
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and not ast.get_docstring(node)
            ]
    assert silent == []
