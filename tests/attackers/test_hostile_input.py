"""Whatever bytes or words come, each reader of ours answers or refuses, and within a bounded time.

HANDBILL_INPUTS says how many inputs each reader is given; a run of the suite gives it few, a long one many.
"""

import io
import os
import re
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st

from handbill.base import wire
from handbill.base.errors import Refusal
from handbill.exchange.tables import read_table
from handbill.keys.errors import BadForm
from handbill.keys.wire import from_base64, uuid_of
from handbill.mail.bounces import messages_in, reports_in
from handbill.people.filters import read_filters
from handbill.people.numbers_of_phones import e164, shown
from handbill.press.blocks import blocks_of, html_of, plain_of
from handbill.press.picturing import made_sizes

INPUTS = int(os.environ.get("HANDBILL_INPUTS", "40"))
MANY = settings(max_examples=INPUTS, deadline=None, database=None)
BOUND = 2.0  # seconds; whatever goes up with the square of its length takes minutes for these
LONG = 20_000
PICTURES = (b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"RIFF\0\0\0\0WEBP", b"<svg xmlns=", b"%PDF-1.7")
HEADS = (b"", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf", b"Name,Phone\n", b'"')
MAILS = (
    b"",
    b"Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n",
    b"Subject: x\n\nHi. This is the ",
    b"From a\nX-Failed-Recipients: x\n\n",
)


def markdown(text: str) -> None:
    blocks = blocks_of(text)
    assert "<script" not in html_of(blocks).lower()
    plain_of(blocks)


def picture(raw: bytes) -> None:
    made_sizes(SimpleUploadedFile("picture.jpg", raw))


def bounce(raw: bytes) -> None:
    for message in messages_in(io.BytesIO(raw)):
        list(reports_in(message))


def phone_number(text: str) -> None:
    number = e164(text, "GB")
    assert number is None or re.fullmatch(r"\+[0-9]{4,17}", number)
    shown(text, "GB")


def filters(text: str) -> None:
    names = ("which", "place", "language", "owner", "agreed", "tag", "stage", "quiet")
    assert isinstance(read_filters(dict.fromkeys(names, text)).query, str)


def begun(*begins: bytes) -> st.SearchStrategy[bytes]:
    return st.builds(bytes.__add__, st.sampled_from(begins), st.binary(max_size=300))


WORDS = st.text(max_size=200) | st.text("*_[]()<>`#!>|-~\n &\"'\\1.", max_size=120)
READERS = {
    "wire": (wire.parse, st.binary(max_size=300) | begun(b'{"facts": [', b"[" * 200)),
    "base64": (lambda text: from_base64(text, "ct"), st.text(max_size=80)),
    "id": (lambda text: uuid_of(text, "id"), st.text(max_size=50)),
    "markdown": (markdown, WORDS),
    "picture": (picture, begun(*PICTURES)),
    "bounce": (bounce, begun(*MAILS)),
    "phone number": (phone_number, st.text("+0123456789 ()-/x٣;=", max_size=40) | st.text(max_size=40)),
    "filters": (filters, st.text(max_size=60)),
    "table": (read_table, begun(*HEADS)),
}
HOSTILE = {
    "markdown": ("[" * LONG, "*" * LONG, "`" * LONG, "> " * LONG, "![" * LONG, "- " * LONG, "](" * LONG, "<" * LONG),
    "phone number": ("+" * LONG, "0" * LONG, "1-" * LONG, "(" * LONG, "ext" * LONG),
    "filters": ("a-" * LONG, "0" * LONG),
    "bounce": (b"(" * LONG, b"5." * LONG, MAILS[2] + b"4.1." * LONG, b"\nFrom " * LONG, b"Message-ID:" + b" " * LONG),
    "table": (b'"' * LONG, b"," * LONG, b"\r" * LONG, b'a"b' * LONG),
    "wire": (b"[" * LONG, b'{"a":' * LONG, b"9" * LONG, b'"' + b"\\" * LONG),
    "base64": ("=" * LONG, "A" * LONG),
    "picture": tuple(begin + b"\0" * LONG for begin in PICTURES),
}


def refused(reader, given_text) -> None:
    """Reads it; a refusal in words is an answer."""
    try:
        reader(given_text)
    except (Refusal, BadForm, wire.NotJson):
        return


@pytest.mark.parametrize("name", READERS)
def test_every_reader_answers_or_refuses_whatever_comes(name):
    reader, inputs = READERS[name]

    @MANY
    @given(inputs)
    def read(one):
        refused(reader, one)

    read()


@pytest.mark.parametrize("name", HOSTILE)
def test_no_reader_is_held_up_by_what_was_made_to_hold_it_up(name):
    reader, _inputs = READERS[name]
    took = {}
    for number, one in enumerate(HOSTILE[name]):
        began = time.process_time()
        refused(reader, one)
        took[number] = time.process_time() - began
    assert max(took.values()) < BOUND, took


def test_a_pattern_that_tries_every_way_would_be_noticed():
    """A control: what such a reader costs grows past the bound's share with a few more signs."""
    slow = re.compile(r"(a+)+$")
    began = time.process_time()
    slow.match("a" * 24 + "!")
    assert time.process_time() - began > 0.1
