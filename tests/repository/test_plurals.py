"""Sentences with a count ask the language for its plural form: Arabic has six of them, and English hides it."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("copies", "debrief", "learn", "plan")
PLAIN = {"_", "gettext", "gettext_lazy"}
WORDS = {  # what a sentence may be filled with that nothing is counted by
    *("code", "field", "group", "holder", "issue", "kind", "language", "name", "next", "number", "one", "other"),
    *("place", "point", "question", "source", "target", "text", "title", "words", "writer", "agreer", "newer", "older"),
    *("agreed_on", "day", "end", "from_day", "hours", "month", "since", "start", "time", "until", "until_day", "when"),
    *("due", "first", "last", "hour", "hours_words"),
    "written",
}
RATES = {"mean", "low", "high", "here", "there"}  # with a digit behind the point: 'about 1.2, between 0.9 and 1.6'
SHARE = re.compile(r"\{+ ?\w+ ?\}+(?: to \{+ ?\w+ ?\}+)?%(?!\})")
FILE = {str(file.relative_to(ROOT)): file for room in ROOMS for file in sorted((ROOT / "handbill" / room).rglob("*.*"))}
CODE = {name: file for name, file in FILE.items() if name.endswith(".py") and "/tests/" not in name}
PAGES = {name: file for name, file in FILE.items() if name.endswith(".html")}


def counted(sentence: str) -> set[str]:
    """The placeholders of a sentence that hold a count."""
    return set(re.findall(r"\{+ ?(\w+) ?\}+", SHARE.sub("", sentence))) - WORDS


def without_plural(source: str) -> list[str]:
    """Sentences of a module that hold a count and have one form only."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in PLAIN and node.args:
            sentence = node.args[0]
            if isinstance(sentence, ast.Constant) and counted(sentence.value) - RATES:
                found.append(sentence.value)
    return found


def without_count(page: str) -> list[str]:
    """The same of a page's blocks."""
    blocks = re.findall(r"\{% blocktranslate([^%]*)%\}(.*?)\{% endblocktranslate %\}", page, re.S)
    plain = [words for head, words in blocks if " count " not in f"{head} "]
    return [words for words in plain if counted(words) - RATES]


@pytest.mark.parametrize("name", CODE)
def test_a_module_counts_in_plural_forms(name):
    assert not without_plural(CODE[name].read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_counts_in_plural_forms(name):
    assert not without_count(PAGES[name].read_text(encoding="utf-8"))


def test_a_sentence_with_one_form_is_found():
    assert without_plural('_("{n} copies went")') == ["{n} copies went"]
    assert without_plural('_("{brought} were brought, {share}% of them")')
    assert not without_plural('_("asked in {share}% of them; an ordinary day: {low} to {high}%")')
    assert not without_plural('ngettext("{n} copy", "{n} copies", n)')
    assert without_count("{% blocktranslate with n=copies %}{{ n }} copies{% endblocktranslate %}") == [
        "{{ n }} copies"
    ]
    assert not without_count("{% blocktranslate count n=copies %}{{ n }} copy{% plural %}x{% endblocktranslate %}")


def test_no_sentence_is_put_together_from_a_part_that_is_translated_alone():
    """A placeholder called 'way' or 'what' would be a piece of a sentence: only whole ones are translated."""
    pieces = {"way", "what", "verb", "noun", "ending", "plural", "s"}
    for name, file in CODE.items():
        for sentence in re.findall(r'n?gettext\w*\(\s*"([^"]*)"|_\(\s*"([^"]*)"', file.read_text(encoding="utf-8")):
            assert not set(re.findall(r"\{(\w+)\}", "".join(sentence))) & pieces, name
