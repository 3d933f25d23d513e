"""Templates keep the rules for pages: nothing inline, personal fields closed to the browser's memory, every text translatable."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "handbill").glob("*/templates/**/*.html"))
SIGN_IN_TOKENS = {"username", "current-password", "new-password", "one-time-code"}
VISITORS_FORM = '<form id="sign-up"'


@pytest.fixture(params=TEMPLATES, ids=lambda file: str(file.relative_to(ROOT)))
def template(request) -> str:
    return request.param.read_text(encoding="utf-8")


def test_there_are_templates():
    assert len(TEMPLATES) > 10


def test_no_script_or_style_stands_in_a_page(template):
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|hx-on", template)
    assert not re.search(r"<script(?![^>]*\bsrc=)", template)


def test_a_control_does_not_let_the_browser_remember(template):
    """Every control that a person types into says what the browser may keep: nothing, or a sign-in token."""
    for control in re.findall(r"<(?:input|textarea)\b[^>]*>", template):
        if re.search(r'type="(hidden|checkbox|radio|submit|file|number|date|time|datetime-local)"', control):
            continue
        said = re.search(r'autocomplete="([^"]+)"', control)
        assert said and said.group(1) in {"off", *SIGN_IN_TOKENS, *_tokens_of_visitors(template)}, control


def test_every_form_closes_autocomplete(template):
    for form in re.findall(r"<form\b[^>]*>", template):
        assert 'autocomplete="off"' in form or "data-sign-in" in form or VISITORS_FORM in form, form


def _tokens_of_visitors(template: str) -> tuple[str, ...]:
    """On the public sign-up a visitor holds a phone of her own, which may help her."""
    return ("given-name", "tel", "email") if VISITORS_FORM in template else ()


def test_words_on_a_page_go_through_gettext(template):
    """What stands between tags is a template expression, a translation, a number or a sign."""
    plain = re.sub(r"{% comment %}.*?{% endcomment %}|{#.*?#}", "", template, flags=re.S)
    plain = re.sub(r"{% blocktrans(late)?\b.*?{% endblocktrans(late)? %}", "", plain, flags=re.S)
    plain = re.sub(r"{%.*?%}|{{.*?}}", "", plain, flags=re.S)
    plain = re.sub(r"<(svg|script)\b.*?</\1>|<!--.*?-->|<[^>]*>|&[a-z#0-9]+;", " ", plain, flags=re.S)
    words = [word for word in re.findall(r"[A-Za-z]{3,}", plain) if word != "Handbill"]
    assert words == []
