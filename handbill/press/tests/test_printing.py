"""An issue in print: its pages, its square, what runs over, and that words stay words."""

import io
import zipfile
from datetime import timedelta

import pypdfium2
import pytest
import zxingcpp

from handbill.base import jobs
from handbill.base.clock import now, stand_at
from handbill.base.errors import Refusal
from handbill.copies.actions import record_run
from handbill.press.actions import call_ready, prints, save_article
from handbill.press.actions.prints import AT_ONCE, ask_for_batches, ask_for_proof, make_print
from handbill.press.fitting import fits_of
from handbill.press.print import Paper, front_picture, print_issue
from handbill.press.print.setting import cannot_be_set
from handbill.press.queries import issue_contents
from tests.cast import sign_in

pytestmark = pytest.mark.django_db
ORIGIN = "https://thestairwell.example"


def pages_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    texts = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    document.close()
    return texts


def square_on(pdf: bytes, page: int = 0) -> str:
    document = pypdfium2.PdfDocument(pdf)
    picture = document[page].render(scale=200 / 72).to_pil().convert("L")
    document.close()
    return zxingcpp.read_barcodes(picture)[0].text


def test_an_issue_has_the_pages_it_was_given(placed, make):
    texts = pages_of(print_issue(issue_contents(make), Paper("a4", 4), f"{ORIGIN}/14F", "14F").pdf)
    assert len(texts) == 4
    assert "Who fixes the lifts?" in texts[0]


def test_the_square_leads_to_its_batch(placed, make):
    assert square_on(print_issue(issue_contents(make), Paper("a4", 2), f"{ORIGIN}/14F", "14F").pdf) == f"{ORIGIN}/14F"


@pytest.mark.parametrize(
    "body",
    [
        '#import "/etc/passwd"\n\n#read("issue.json") $ x $ \\ ] } #panic("out")',
        "<script>alert(1)</script>\n\n[x](javascript:alert(1))",
        "> " * 400 + "deep",
        "x" * 20_000,
        "![gone](picture:01234567-0123-7123-8123-0123456789ab)",
        "- " * 300,
        "نص " * 400,
    ],
)
def test_hostile_words_are_set_as_words(placed, make, article, body, ben):
    save_article(article, {"body": body}, by=ben, version=1)
    texts = pages_of(print_issue(issue_contents(make), Paper("a4", 2)).pdf)
    assert len(texts) == 2


def test_what_is_too_long_is_told_in_lines_and_words(placed, make, article, ben):
    assert not fits_of(make)[article.pk].is_over
    save_article(article, {"body": "A sentence of six words stands.\n\n" * 500}, by=ben, version=1)
    fit = fits_of(make)[article.pk]
    assert fit.lines_over > 100
    assert 1000 < fit.words_over < 3000
    assert "words over" in sign_in(ben).get(article.get_absolute_url()).content.decode()


def test_the_front_page_is_a_picture(placed, make):
    assert front_picture(issue_contents(make), 600).startswith(b"\x89PNG")


def test_the_front_page_is_shown_and_not_made_twice(placed, make, ada):
    client = sign_in(ada)
    answer = client.get(f"{make.get_absolute_url()}front.png")
    assert answer["Content-Type"] == "image/png"
    again = client.get(f"{make.get_absolute_url()}front.png", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def test_a_proof_is_made_while_one_waits(placed, make, ada):
    client = sign_in(ada)
    page = client.post(f"{make.get_absolute_url()}prints/", {"kind": "proof"}, follow=True)
    assert "The PDF is there." in page.content.decode()
    order = make.issue.print_orders.get()
    file = client.get(f"{order.get_absolute_url()}file/")
    assert file.content.startswith(b"%PDF")
    assert file["Content-Disposition"].endswith('.pdf"')


def test_a_sign_that_no_text_can_hold_is_refused_in_words(placed, make, ada):
    answer = sign_in(ada).post(f"{make.get_absolute_url()}prints/", {"kind": "batches", "batch": ["a\x00b"]})
    assert answer.status_code == 422 and "Nothing was" in answer.content.decode()
    assert not make.issue.print_orders.exists()


def test_the_front_page_names_an_address_that_opens(placed, make, ada, client):
    text = pages_of(print_issue(issue_contents(make), Paper("a4", 2)).pdf)[0]
    address = square_on(print_issue(issue_contents(make), Paper("a4", 2)).pdf)
    assert address.partition("//")[2] in text
    assert make.group.slug not in text
    assert client.get(f"/{address.split('/', 3)[3]}", follow=True).resolver_match.url_name == "sign_up"


def test_sources_are_for_whoever_reads_before_print(placed, make, article, ben, ada):
    save_article(article, {"sources": "The diary lies with the editors"}, by=ben, version=1)
    assert "The diary lies" in sign_in(ada).get(f"{article.get_absolute_url()}as-read/").content.decode()
    contents = issue_contents(make)
    assert "The diary lies" not in "".join(pages_of(print_issue(contents, Paper("a4", 4)).pdf))
    assert "The diary lies" not in repr(contents)  # web and mail draw from the same


@pytest.fixture
def ready(placed, read_article, make, ada):
    return call_ready(make, by=ada)


def test_each_batch_has_its_own_square(ready, ada):
    record_run(issue="14", copies=1000, by=ada)
    codes = list(ada.group.batches.values_list("code", flat=True))
    order = ask_for_batches(ready, codes, {"bleed": True}, by=ada, origin=ORIGIN)
    assert order.total == 5 > AT_ONCE
    assert jobs.do_due() >= 1
    order.refresh_from_db()
    assert order.done == 5
    with zipfile.ZipFile(io.BytesIO(bytes(order.content))) as archive:
        squares = {name: square_on(archive.read(name)) for name in archive.namelist()}
    assert squares == {f"{code}.pdf": f"{ORIGIN}/{code}" for code in sorted(codes)}


def test_how_far_it_is_can_be_seen(ready, ada):
    record_run(issue="14", copies=1000, by=ada)
    codes = list(ada.group.batches.values_list("code", flat=True))
    order = ask_for_batches(ready, codes, {}, by=ada, origin=ORIGIN)
    type(order).objects.filter(pk=order.pk).update(done=2)
    page = sign_in(ada).get(order.get_absolute_url()).content.decode()
    assert "2 of 5 made" in page
    assert 'width="40"' in page


class Killed(BaseException):
    """What ends a process; nothing between catches it."""


def test_a_worker_killed_in_the_middle_leaves_nothing_half_and_the_next_makes_it(ready, ada, monkeypatch):
    record_run(issue="14", copies=1000, by=ada)
    codes = list(ada.group.batches.values_list("code", flat=True))
    order = ask_for_batches(ready, codes, {}, by=ada, origin=ORIGIN)
    client, whole = sign_in(ada), prints.print_batches

    def killed_after_two(contents, paper, squares, told):
        for number, printed in enumerate(whole(contents, paper, squares, told), 1):
            yield printed
            if number == 2:
                raise Killed

    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(prints, "print_batches", killed_after_two)
        jobs.do_due()
    page = client.get(order.get_absolute_url()).content.decode()
    assert "2 of 5 made" in page
    assert client.get(f"{order.get_absolute_url()}file/").status_code == 404
    assert jobs.do_due() == 0  # somebody may still be at it
    with stand_at(now() + jobs.LEASE + timedelta(seconds=1)):
        assert jobs.do_due() == 1
    order.refresh_from_db()
    assert order.done == 5
    with zipfile.ZipFile(io.BytesIO(bytes(order.content))) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == 5
    assert "5 times, with 5 squares" in client.get(order.get_absolute_url()).content.decode()


def test_what_cannot_be_set_is_told_and_not_tried_for_ever(ready, ada, monkeypatch):
    record_run(issue="14", copies=1000, by=ada)
    codes = list(ada.group.batches.values_list("code", flat=True))
    order = ask_for_batches(ready, codes, {}, by=ada, origin=ORIGIN)

    def refused(*_given):
        raise cannot_be_set()

    monkeypatch.setattr(prints, "print_batches", refused)
    assert jobs.do_due() >= 1
    assert jobs.do_due() == 0
    page = sign_in(ada).get(order.get_absolute_url()).content.decode()
    assert "These pages could not be set." in page
    assert "hx-get" not in page


def test_whoever_waits_is_told_after_a_day_that_it_comes_no_more(ready, ada, monkeypatch):
    record_run(issue="14", copies=1000, by=ada)
    codes = list(ada.group.batches.values_list("code", flat=True))
    order = ask_for_batches(ready, codes, {}, by=ada, origin=ORIGIN)
    prints.tell_what_comes_no_more()
    order.refresh_from_db()
    assert order.failed == ""
    with stand_at(now() + timedelta(days=1, minutes=1)):
        prints.tell_what_comes_no_more()
    assert "Ask for it once more" in sign_in(ada).get(order.get_absolute_url()).content.decode()


def test_the_page_of_a_pdf_asks_again_by_itself(ready, ada):
    record_run(issue="14", copies=1000, by=ada)
    codes = list(ada.group.batches.values_list("code", flat=True))
    order = ask_for_batches(ready, codes, {}, by=ada, origin=ORIGIN)
    part = sign_in(ada).get(order.get_absolute_url(), headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith("<div")
    assert f'hx-get="{order.get_absolute_url()}"' in part
    assert "0 of 5 made" in part


def test_bleed_is_outside_the_page(ready):
    pdf = print_issue(issue_contents(ready), Paper("a4", 2, bleed=True)).pdf
    document = pypdfium2.PdfDocument(pdf)
    media, trim = document[0].get_mediabox(), document[0].get_trimbox()
    document.close()
    assert media[2] - media[0] == pytest.approx((210 + 6) / 25.4 * 72, abs=0.5)
    assert trim[2] - trim[0] == pytest.approx(210 / 25.4 * 72, abs=0.5)


def test_what_is_not_ready_does_not_go_to_the_printer(placed, make, ada):
    record_run(issue="14", copies=200, by=ada)
    with pytest.raises(Refusal) as refused:
        ask_for_batches(make, ["14A"], {}, by=ada, origin=ORIGIN)
    assert refused.value.code == "not_ready"


def test_an_empty_issue_is_not_printed(make, ada):
    with pytest.raises(Refusal) as refused:
        ask_for_proof(make, by=ada, origin=ORIGIN)
    assert refused.value.code == "nothing_to_print"


def test_a_print_that_was_made_is_not_made_again(placed, make, ada):
    order = ask_for_proof(make, by=ada, origin=ORIGIN)
    make_print(str(order.pk))
    order.refresh_from_db()
    first = order.made_at
    make_print(str(order.pk))
    order.refresh_from_db()
    assert order.made_at == first


def test_a_ready_piece_that_changes_makes_the_issue_unready(ready, article, ben):
    article.refresh_from_db()
    save_article(article, {"body": "Changed."}, by=ben, version=article.version)
    ready.refresh_from_db()
    assert not ready.is_ready
