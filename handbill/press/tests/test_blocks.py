"""Text in Markdown becomes blocks that print, web and mail can draw; nothing in it is obeyed."""

import time

import pytest

from handbill.press.blocks import blocks_of, html_of, plain_of, words_in


def test_what_members_write_becomes_blocks():
    kinds = [block["kind"] for block in blocks_of("## Head\n\nWords\n\n- a\n- b\n\n> said\n\n---\n\n```box\nAsk.\n```")]
    assert kinds == ["heading", "paragraph", "list", "quote", "rule", "box"]


def test_runs_carry_bold_italic_and_links():
    (paragraph,) = blocks_of("a **b** *c* [d](https://e.example)")
    assert paragraph["runs"] == [
        {"text": "a "},
        {"text": "b", "bold": True},
        {"text": " "},
        {"text": "c", "italic": True},
        {"text": " "},
        {"text": "d", "link": "https://e.example"},
    ]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//elsewhere.example"]
)
def test_links_lead_only_where_they_may(address):
    html = html_of(blocks_of(f"[x]({address}) ![y]({address})"))
    assert "href" not in html
    assert "src" not in html


def test_markup_is_text():
    assert (
        html_of(blocks_of("<b onclick=x>hi</b> & <!-- -->"))
        == "<p>&lt;b onclick=x&gt;hi&lt;/b&gt; &amp; &lt;!-- --&gt;</p>"
    )


def test_a_picture_needs_an_address_from_us():
    blocks = blocks_of("![Stairs](picture:01234567-0123-7123-8123-0123456789ab)")
    assert html_of(blocks) == ""
    assert 'src="/p/01234567' in html_of(blocks, lambda one: f"/p/{one}")


def test_as_text_for_mail():
    assert (
        plain_of(blocks_of("**Hi**\n\n1. one\n2. [two](https://e.example)"))
        == "Hi\n\n1. one\n2. two (https://e.example)"
    )


def test_words_are_those_that_are_read():
    assert words_in(blocks_of("## Two words\n\n- and *three more*\n\n![not this](picture:x)")) == 7


@pytest.mark.parametrize("evil", ["[", "*a ", "> ", "![[", "`", "a**b", "[a](", "- ", "<", "[](<", "```box\n", "word "])
def test_no_text_holds_the_desk_up(evil):
    begun = time.perf_counter()
    html_of(blocks_of(evil * 100_000))
    assert time.perf_counter() - begun < 20  # seconds, on a busy machine
