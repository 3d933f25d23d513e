"""What the code knows by name stands in docs/reference.md, and nothing else does."""

import ast
import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _program(name: str):
    """A program of docs/, which is no package."""
    spec = importlib.util.spec_from_file_location(f"docs_{name}", ROOT / f"docs/{name}.py")
    sys.modules[spec.name] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


reference = _program("reference")


def test_the_reference_is_what_the_code_says_now():
    """Commands, settings, kinds of facts, refusals, audit lines, jobs and addresses. It lags behind: python3 dev.py docs."""
    assert reference.PAGE.read_text(encoding="utf-8") == reference.reference()


def test_a_variable_of_the_environment_is_found_however_it_is_read():
    code = """
import os
NAME, OTHER = "HANDBILL_ONE", "HANDBILL_TWO"
os.environ.get(NAME); os.environ[f"{OTHER}_PID"]; os.getenv("HANDBILL_THREE"); os.environ.pop("HANDBILL_FOUR")
"""
    found = {"HANDBILL_ONE", "HANDBILL_TWO_PID", "HANDBILL_THREE", "HANDBILL_FOUR"}
    assert set(reference._variables_of(ast.parse(code))) == found


def test_a_variable_without_a_word_stops_the_writing(monkeypatch):
    monkeypatch.delitem(reference.SETTINGS, "HANDBILL_LOG")
    with pytest.raises(reference.Unsaid, match="HANDBILL_LOG"):
        reference.settings()


def test_every_kind_of_fact_is_on_the_wires_page():
    text = (ROOT / "docs/sync.md").read_text(encoding="utf-8")
    assert [kind for kind in reference.KINDS if f"`{kind}`" not in text] == []
