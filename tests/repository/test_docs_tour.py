"""The tour names files and functions that are there: every path, every module beside one, every function."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TOUR = ROOT / "docs/tour.md"
NAMED = re.compile(r"`([^`\n]+)`")
FILE = re.compile(r"[\w./-]+\.(?:py|js|html|typ|md)")
IN = re.compile(r"`(\w+)`\s+in\s+`([\w./]+\.py)`")


def test_every_file_is_there_also_where_its_folder_was_said_before():
    everywhere = [
        str(file.relative_to(ROOT)) for top in ("handbill", "tests", "docs") for file in (ROOT / top).rglob("*")
    ]
    named = [name for name in NAMED.findall(TOUR.read_text("utf-8")) if FILE.fullmatch(name)]
    assert len(named) > 100
    assert [name for name in named if not any(f"/{file}".endswith(f"/{name}") for file in everywhere)] == []


def test_every_function_and_model_is_there():
    known = {
        name for file in (ROOT / "handbill").rglob("*.py") if "tests" not in file.parts for name in _names_in(file)
    }
    words = [name.removesuffix("()") for name in NAMED.findall(TOUR.read_text("utf-8"))]
    names = [word for word in words if re.fullmatch(r"[a-z]+(_[a-z]+)+|[A-Z][a-z]+([A-Z][a-z]+)+", word)]
    assert len(names) > 3
    assert [name for name in names if name not in known] == []


def test_a_function_said_to_be_in_a_file_is_in_that_file():
    pairs = IN.findall(TOUR.read_text("utf-8"))
    assert len(pairs) > 3
    assert [(name, file) for name, file in pairs if name not in _names_in(ROOT / file)] == []


def _names_in(file: Path) -> set[str]:
    kinds = (ast.FunctionDef, ast.ClassDef)
    return {node.name for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, kinds)}
