"""Documents that cannot lag: what they name exists, and what exists is named."""

import argparse
import re
from pathlib import Path

import pytest

from handbill.__main__ import parser

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
OWN_PATH = re.compile(r"`((?:handbill|tests|docs|bench)/[\w./-]+|[\w-]+/[\w-]+\.js|[\w-]+\.js)`")


@pytest.fixture(params=PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def page(request) -> Path:
    return request.param


def test_a_document_names_files_that_exist(page):
    phone = ROOT / "handbill/field/static/field"
    missing = [
        name
        for name in OWN_PATH.findall(page.read_text(encoding="utf-8"))
        if not any((base / name).exists() for base in (ROOT, phone, page.parent))
    ]
    assert missing == []


def test_links_lead_somewhere(page):
    links = re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def commands() -> list[str]:
    action = next(action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    return sorted(action.choices)


@pytest.mark.parametrize("command", commands())
def test_every_command_is_in_the_readme(command):
    assert re.search(rf"`(handbill )?{command}\b|\b{command} FILE`", (ROOT / "README.md").read_text(encoding="utf-8"))


def test_every_room_is_in_the_architecture():
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    rooms = {folder.name for folder in (ROOT / "handbill").iterdir() if (folder / "__init__.py").exists()}
    assert [room for room in sorted(rooms) if not re.search(rf"\b{room}\b", text)] == []


def test_every_refusal_of_the_wire_is_in_its_document():
    """The codes a phone may be answered with stand in docs/sync.md."""
    text = (ROOT / "docs/sync.md").read_text(encoding="utf-8")
    codes = {
        "erased",
        "id_taken",
        "unknown_kind",
        "bad_fact",
        "unknown_outing",
        "outing_not_yours",
        "made_in_future",
        "key_ended",
    }
    codes |= {
        "slow_down",
        "not_json_type",
        "too_large",
        "phone_unknown",
        "not_json",
        "try_later",
        "pass_unknown",
        "pass_ended",
        "phone_elsewhere",
    }
    assert [code for code in sorted(codes) if f"`{code}`" not in text] == []


def test_words_of_the_glossary_are_sorted_and_said_once():
    rows = re.findall(r"^\| ([^|]+?) \|", (ROOT / "GLOSSARY.md").read_text(encoding="utf-8"), re.M)
    words = [row for row in rows if row not in ("word", "---")]
    assert words == sorted(set(words), key=str.casefold)
