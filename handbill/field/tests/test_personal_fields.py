"""No control of the phone app is remembered by the browser: its bytes would be found on a stolen phone."""

import re
from pathlib import Path

SCREENS = Path(__file__).parent.parent / "static/field"
CONTROL = re.compile(r'make\("(?:input|textarea|select)",\s*(\{[^}]*\})')
SOURCES = [*SCREENS.glob("parts/*.js"), *SCREENS.glob("screens/*.js")]


def controls():
    return [(file.name, found[1]) for file in SOURCES for found in CONTROL.finditer(file.read_text(encoding="utf-8"))]


def test_every_control_tells_the_browser_to_forget():
    careless = [place for place in controls() if 'autocomplete: "off"' not in place[1] and "...shared" not in place[1]]
    assert controls()
    assert not careless


def test_the_shared_field_is_neither_remembered_nor_corrected():
    source = (SCREENS / "parts/field.js").read_text(encoding="utf-8")
    for told in ('autocomplete: "off"', 'autocorrect: "off"', 'spellcheck: "false"', 'type: "text"'):
        assert told in source


def test_no_control_is_typed_as_what_browsers_collect():
    assert not [place for place in controls() if re.search(r'type: "(?:tel|email|password|search)"', place[1])]


def test_nothing_typed_reaches_an_address_a_title_or_a_browser_store():
    for file in [*SOURCES, SCREENS / "main.js"]:
        source = file.read_text(encoding="utf-8")
        assert "localStorage" not in source
        assert "sessionStorage" not in source
        assert not re.search(r"(?:pushState|replaceState)\((?!null, \"\")", source), file.name
