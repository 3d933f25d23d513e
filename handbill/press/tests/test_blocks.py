"""Texts become blocks: what is written stays words, whatever it looks like."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbill.press.blocks import blocks_of, html_of, plain_of, words_in

OURS = {
    "p",
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "li",
    "blockquote",
    "aside",
    "figure",
    "img",
    "strong",
    "em",
    "a",
    "br",
    "hr",
}
TAG = re.compile(r"</?([a-zA-Z][^\s/>]*)")


def deep(blocks: list[dict]) -> int:
    inner = [child for block in blocks for child in (block.get("blocks", ()), *block.get("items", ()))]
    return 1 + max((deep(child) for child in inner if child), default=0)


def test_what_an_editor_writes_becomes_blocks():
    blocks = blocks_of(
        "# Head\n\nSome **bold** and *thin* [words](https://a.example).\n\n- one\n- two\n\n> said\n\n---"
    )
    assert [block["kind"] for block in blocks] == ["heading", "paragraph", "list", "quote", "rule"]
    assert blocks[1]["runs"][1] == {"text": "bold", "bold": True}
    assert blocks[1]["runs"][5] == {"text": "words", "link": "https://a.example"}


def test_a_box_and_a_pull_quote_stand_apart():
    blocks = blocks_of("```box\nKeep **this**.\n```\n\n```pull\nWe counted.\n```")
    assert [block["kind"] for block in blocks] == ["box", "pull"]
    assert html_of(blocks).startswith('<aside class="box"><p>Keep <strong>this</strong>.</p></aside>')


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "//e.example", "file:///etc"],
)
def test_links_lead_to_pages_and_mailboxes_only(address):
    html = html_of(blocks_of(f"[read]({address}) <{address}>"))
    assert "<a" not in html
    assert "read" in html


@pytest.mark.parametrize(
    "markup",
    ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!-- x -->", "<style>p{}</style>", "&lt;b&gt;<b>"],
)
def test_markup_is_shown_as_it_was_written(markup):
    html = html_of(blocks_of(f"before {markup} after"))
    assert {tag.lower() for tag in TAG.findall(html)} <= OURS - {"img", "a"}
    assert "before" in plain_of(blocks_of(markup + "\n\nbefore"))


def test_a_picture_elsewhere_is_only_its_words():
    html = html_of(blocks_of("![a cat](https://elsewhere.example/cat.png)"), lambda known: f"/pictures/{known}/")
    assert html == "<p>a cat</p>"


def test_a_picture_of_the_group_stands_between_paragraphs():
    known = "01234567-0123-7123-8123-0123456789ab"
    html = html_of(blocks_of(f"before ![a lift](picture:{known}) after"), lambda name: f"/pictures/{name}/")
    assert html.split("\n") == [
        "<p>before </p>",
        f'<figure><img src="/pictures/{known}/" alt="a lift"></figure>',
        "<p> after</p>",
    ]


@pytest.mark.parametrize("mark", ["> ", "- ", "1. ", "  - ", "**", "[", "![", "`", "```box\n", "((", "_a_*b*"])
def test_no_depth_of_marks_takes_long_or_goes_deep(mark):
    began = time.process_time()
    blocks = blocks_of(mark * 5000 + "words")
    assert time.process_time() - began < 5
    assert deep(blocks) < 20
    html_of(blocks)


def test_a_hundred_thousand_words_are_read_in_seconds():
    began = time.process_time()
    blocks = blocks_of("Seven words stand in this short sentence.\n\n" * 15_000)
    assert time.process_time() - began < 5
    assert words_in(blocks) == 7 * 15_000


def test_words_are_counted_without_their_marks():
    assert words_in(blocks_of("## Two words\n\n- **one**\n- [two](https://a.example/three/four)")) == 4


def test_mail_gets_plain_words_with_addresses_written_out():
    assert (
        plain_of(blocks_of("See [here](https://a.example).\n\n- one\n- two"))
        == "See here (https://a.example).\n\n- one\n- two"
    )


@given(st.text(alphabet=st.sampled_from("ab <>&\"'`*_[]()!#->\n\\:/.1{}~|=+"), max_size=200) | st.text(max_size=120))
def test_no_text_makes_a_tag_of_its_own(text):
    blocks = blocks_of(text)
    html = html_of(blocks, lambda known: f"/pictures/{known}/")
    assert {tag.lower() for tag in TAG.findall(html)} <= OURS
    for opened in re.findall(r"<[a-z][^>]*>", html):
        assert not re.search(r"\son\w+\s*=", re.sub(r'"[^"]*"', '""', opened))
    assert words_in(blocks) <= len(text)
    plain_of(blocks)
