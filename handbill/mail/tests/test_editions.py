"""An issue by e-mail: in the reader's language, with a way to the web edition and without its pictures."""

import datetime
import re
from email import message_from_bytes
from email.policy import default

import pytest

from handbill.mail.actions import draft_mailing
from handbill.mail.tests.conftest import send_all
from handbill.press.actions import (
    ask_for_reader,
    begin_issue,
    call_ready,
    draft_article,
    note_read,
    place_article,
    publish,
)
from tests.cast import sign_in

pytestmark = pytest.mark.django_db


def piece(by, reader, title: str, language: str):
    words = {"title": title, "body": f"{title}. **It is so.**", "deck": "In short.", "language": language}
    article = draft_article(group=by.group, by=by, **words)
    ask_for_reader(article, by=by)
    return note_read(article, by=reader, version=article.version)


@pytest.fixture
def issue(ada, ben):
    """Issue 14, out, in English and Arabic."""
    make = begin_issue(by=ada, name="14", on=datetime.date(2026, 9, 17), paper="a4", pages=2, languages=["en", "ar"])
    for title, language in (("Who fixes the lifts?", "en"), ("من يصلح المصاعد؟", "ar")):
        place_article(make, piece(ben, ada, title, language), 1, by=ada)
    make.refresh_from_db()
    call_ready(make, by=ada)
    make.refresh_from_db()
    publish(make, by=ada)
    return make.issue


def test_everybody_reads_it_in_their_language(box, mail_account, readers, ordered, issue, ada, settings):
    settings.LANGUAGES = [("en", "English"), ("ar", "العربية")]  # so far as the program speaks them
    readers(1, email="en@quill.example")
    readers(1, email="ar@quill.example", language="ar")
    edition = draft_mailing("edition", by=ada, issue=issue)
    assert ordered(edition) == 2
    send_all()
    mails = {str(mail["To"]).rpartition("<")[2][:2]: mail for mail in box.came}
    english, arabic = (mails[code].get_body(("html",)).get_content() for code in ("en", "ar"))
    assert "Who fixes the lifts?" in english
    assert "من يصلح" not in english
    assert 'lang="ar" dir="rtl"' in arabic
    assert "من يصلح المصاعد؟" in arabic
    assert "no. 14: Who fixes the lifts?" in mails["en"]["Subject"]
    assert "no. 14, 17 September 2026" in english
    assert "17 سبتمبر 2026" in arabic, "the day is written as readers of Arabic write it"


def test_the_plain_part_reads_as_a_letter_does(box, mail_account, readers, ordered, issue, ada):
    readers(1, email="en@quill.example", name="Dee Quill")
    ordered(draft_mailing("edition", by=ada, issue=issue))
    send_all()
    text = box.came[0].get_body(("plain",)).get_content()
    rows = text.splitlines()
    assert rows[0] == "Hello Dee Quill,"
    assert rows[2].endswith("no. 14, 17 September 2026")
    assert "Who fixes the lifts?" in rows
    assert not [row for row in rows if re.search(r"<[a-z/]|&[a-z]+;|\*\*", row)], "no markup in plain text"
    assert "\n\n\n" not in text
    assert rows.index("-- ") > rows.index("Who fixes the lifts?"), "the way out stands at the end"
    assert [row for row in rows if "/off/" in row] and [row for row in rows if "/yours/" in row]


def test_the_way_to_the_web_edition_stands_in_it_and_leads_there(
    box, mail_account, readers, ordered, issue, ada, client
):
    readers(1)
    ordered(draft_mailing("edition", by=ada, issue=issue))
    send_all()
    text = message_from_bytes(box.raw[0], policy=default).get_body(("plain",)).get_content()
    (address,) = [line for line in text.splitlines() if "/read/" in line]
    assert client.get(address.replace("http://127.0.0.1:8765", "")).status_code == 200


def test_it_is_begun_from_the_issues_own_page(issue, ada):
    desk = sign_in(ada)
    assert "Make the e-mail edition" in desk.get(issue.make.get_absolute_url()).content.decode()
    begun = desk.post("/mailings/new/", {"kind": "edition", "issue": str(issue.pk)})
    page = desk.get(begun["Location"])
    assert page.status_code == 200
    assert "Who gets it" in page.content.decode()


def test_an_issue_that_is_not_out_is_not_sent(ada):
    make = begin_issue(by=ada, name="15", on=datetime.date(2026, 10, 17), paper="a4", pages=2)
    answer = sign_in(ada).post("/mailings/new/", {"kind": "edition", "issue": str(make.issue_id)})
    assert answer.status_code == 422
