"""Documents that cannot lag: what they name exists, and what exists is named."""

import argparse
import importlib.util
import re
import sys
from pathlib import Path

import pytest

from handbill.__main__ import parser

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "handbill/desk/guide").glob("*.md")])
OWN_PATH = re.compile(r"`((?:handbill|tests|docs|bench)/[\w./-]+|[\w-]+/[\w-]+\.js|[\w-]+\.js)`")


def _builder():
    """docs/build.py, which is a program and no package."""
    spec = importlib.util.spec_from_file_location("docs_build", ROOT / "docs/build.py")
    sys.modules["docs_build"] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_site = _builder()
build, dead_links, all_pages, Page = _site.build, _site.dead_links, _site.all_pages, _site.Page


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


def test_every_link_and_anchor_of_the_site_leads_somewhere(tmp_path):
    """The site is built whole; then every address in its pages is followed."""
    pages = build(tmp_path)
    assert len(pages) > 20
    anchors = {page: set(re.findall(r' id="([^"]+)"', page.read_text("utf-8"))) for page in tmp_path.rglob("*.html")}
    dead = []
    for page in anchors:
        for address in re.findall(r'(?:href|src)="(?!https?:|mailto:)([^"]+)"', page.read_text("utf-8")):
            path, _, anchor = address.partition("#")
            target = (page.parent / path).resolve() if path else page
            if not target.is_file() or (anchor and anchor not in anchors.get(target, ())):
                dead.append(f"{page.name}: {address}")
    assert dead == []


def test_a_dead_link_or_anchor_stops_the_build(tmp_path):
    source = tmp_path / "new.md"
    source.write_text("# New\n\n[gone](gone.md) [no such](#anchor) [here](#new) [out](https://example.org/)\n")
    assert [line.split(": ")[1] for line in dead_links([Page(source, "For groups")], tmp_path)] == [
        "gone.md",
        "#anchor",
    ]


def test_every_document_is_on_the_site():
    assert {page for page in PAGES if "pictures" not in page.parts} <= {page.source for page in all_pages()}


def test_pictures_are_small():
    pictures = [*(ROOT / "docs/pictures").glob("*.png"), *(ROOT / "handbill/desk/static/desk/guide").glob("*.png")]
    assert [(one.name, one.stat().st_size) for one in pictures if one.stat().st_size >= 150_000] == []
