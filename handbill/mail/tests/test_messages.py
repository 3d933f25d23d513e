"""The mail itself: two forms of one text, whole whatever a name holds, with a way out that a mail program can press."""

import re
from email import message_from_bytes
from email.policy import default

import pytest

from handbill.mail.message import Message, bytes_of, mailbox, quoted, usable_address
from handbill.mail.models import MailingText
from handbill.mail.tests.conftest import send_all

ODD_NAMES = [
    "Dee\r\nBcc: x@y.example",
    'Dee "D" Quill, <x@y.example>',
    "Señora Ñandú " * 12,
    "ليلى حداد",
    "=?utf-8?q?x?=",
    ".",
    "Dee\x00\x1b[31m",
    "",
]


def read(raw: bytes):
    return message_from_bytes(raw, policy=default)


def parts_of(mail) -> tuple[str, str]:
    return mail.get_body(("plain",)).get_content(), mail.get_body(("html",)).get_content()


def is_well_formed(raw: bytes) -> bool:
    """Every line ended by CRLF, none longer than 998 bytes, and in the body none longer than 76; nothing but ASCII."""
    head, _, body = raw.partition(b"\r\n\r\n")
    rows = raw.split(b"\r\n")
    bare = re.search(rb"(?<!\r)\n|\r(?!\n)", raw)
    short = all(len(row) <= 76 for row in body.split(b"\r\n"))
    return raw.isascii() and not bare and short and max(map(len, rows)) <= 998 and not any(r == b"." for r in rows)


@pytest.mark.parametrize("name", ODD_NAMES)
def test_no_name_becomes_a_header_or_another_address(name):
    raw = bytes_of(Message("dee@quill.example", "Hello", "Text", "<p>Text</p>", name=name), "a@union.example", "Union")
    mail = read(raw)
    assert is_well_formed(raw)
    assert mail["Bcc"] is None
    assert [one.addr_spec for one in mail["To"].addresses] == ["dee@quill.example"]


@pytest.mark.parametrize("subject", ["Who?\r\nBcc: x@y.example", "مصعد " * 20, "x" * 500, "=?utf-8?q?x?="])
def test_no_subject_becomes_a_header(subject):
    raw = bytes_of(Message("dee@quill.example", subject, "Text"), "a@union.example", "Union")
    assert is_well_formed(raw)
    assert read(raw)["Bcc"] is None
    assert read(raw)["Subject"].strip().startswith(" ".join(subject.split())[:60])


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "..\n.\nend",
        "x" * 3000,
        "é" * 900,
        "ends in blanks   \nand\ttabs\t",
        "a=b\r\nc\rd",
        "From here\n-- \nus",
    ],
)
def test_a_text_arrives_as_it_was_written(text):
    raw = bytes_of(Message("dee@quill.example", "S", text, f"<p>{text}</p>"), "a@union.example", "Union")
    assert is_well_formed(raw)
    wanted = text.replace("\r\n", "\n").replace("\r", "\n")
    assert parts_of(read(raw))[0].replace("\r\n", "\n").rstrip("\n") == wanted.rstrip("\n")


def test_quoted_printable_keeps_dots_from_the_server():
    assert quoted(".\n..") == b"=2E\r\n=2E."


def test_an_address_with_letters_of_its_own_is_written_in_idna():
    assert usable_address("dee@bücher.example") == "dee@xn--bcher-kva.example"


def test_a_name_is_quoted_where_it_must_be():
    assert mailbox("Quill, Dee", "d@q.example") == '"Quill, Dee"\r\n <d@q.example>'


@pytest.mark.django_db
class TestOnItsWay:
    def test_it_has_the_way_out_that_a_mail_program_presses(self, box, mail_account, readers, letter, ordered, client):
        (reader,) = readers(1)
        ordered(letter)
        send_all()
        (mail,) = box.came
        assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        link = re.fullmatch(r"<http://127\.0\.0\.1:8765(/off/[\w-]+/)>", mail["List-Unsubscribe"])[1]
        text, html = parts_of(mail)
        assert link in text
        assert link in html
        assert "/yours/" in text
        client.post(link, {"List-Unsubscribe": "One-Click"})
        assert reader.consents.get().withdrawn_at

    def test_the_headers_that_a_mail_needs_are_there_once(self, box, mail_account, readers, letter, ordered):
        readers(1)
        ordered(letter)
        send_all()
        (mail,) = box.came
        for name in ("Date", "Message-ID", "From", "To", "Reply-To", "Subject", "List-Id", "MIME-Version"):
            assert len(mail.get_all(name)) == 1, name
        assert mail["Auto-Submitted"] is None
        assert mail["Message-ID"].endswith("@union.example>")
        assert is_well_formed(box.raw[0])

    @pytest.mark.parametrize("name", ODD_NAMES)
    def test_a_greeting_holds_any_name_and_nothing_fetched(self, box, mail_account, readers, letter, ordered, name):
        readers(1, name=name + "<img src=x>")
        ordered(letter)
        send_all()
        (mail,) = box.came
        _text, html = parts_of(mail)
        assert is_well_formed(box.raw[0])
        assert "<img" not in html
        assert "src=" not in html.replace("&lt;img src=x&gt;", "")
        assert "http-equiv" not in html

    def test_everybody_gets_it_in_their_language(self, box, mail_account, readers, letter, ordered, group):
        MailingText.objects.create(
            group=group, mailing=letter, language="ar", subject="المصاعد", body="**تعمل** من جديد."
        )
        readers(1, email="ar@quill.example", language="ar", name="ليلى")
        readers(1, email="mx@quill.example", language="ar-EG")
        readers(1, email="fr@quill.example", language="fr")
        ordered(letter)
        send_all()
        subjects = dict(zip(box.addresses, (mail["Subject"] for mail in box.came), strict=True))
        assert subjects == {
            "ar@quill.example": "المصاعد",
            "mx@quill.example": "المصاعد",
            "fr@quill.example": "The lifts",
        }
        arabic = next(mail for mail in box.came if mail["Content-Language"] == "ar")
        assert 'dir="rtl"' in parts_of(arabic)[1]

    def test_markup_in_a_letter_is_text(self, box, mail_account, readers, letter, ordered):
        MailingText.objects.update(
            body="<script>x</script> [click](javascript:alert(1)) ![p](https://spy.example/p.png)"
        )
        readers(1)
        ordered(letter)
        send_all()
        html = parts_of(box.came[0])[1]
        assert "<script" not in html
        assert 'href="javascript' not in html
        assert "spy.example" not in html
