"""From a debrief to a copy that is passed on: a draft without anybody's name, a second reader, an issue, its PDF, its square."""

import re

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import Page, expect

from tests.browser.test_nine_of_nine import Member
from tests.browser.test_sign_up import fill_in

pytestmark = pytest.mark.browser

DPI = 200
EMPTY = "A year of stairs"  # in the demo's next issue, not yet written


@pytest.fixture
def reader(chromium):
    """A phone that has never been here."""
    context = chromium.new_context(viewport={"width": 390, "height": 844}, timezone_id="Europe/London")
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()


@pytest.fixture
def sign_in(chromium, server):
    """Members at the desk, each in a browser of her own."""
    contexts = []

    def take(login: str) -> Member:
        member = Member(chromium, server, login)
        member.page.set_default_timeout(30_000)
        contexts.append(member.page.context)
        return member

    yield take
    for context in contexts:
        context.close()


def test_a_debrief_becomes_an_issue_whose_square_leads_back(server, sign_in, reader, tmp_path):
    mira, ola = sign_in("mira"), sign_in("ola")
    title = a_draft_from_a_debrief(mira)
    an_empty_piece_is_taken_out(mira)
    the_piece_goes_on_page_two(mira, title)
    each_reads_what_the_other_wrote(mira, ola)
    code = copies_are_recorded(mira)
    the_issue_is_called_ready_and_published(mira)
    pdf = the_pdf(mira, tmp_path)
    address = square_on(pdf)
    assert address == f"{server.shown['desk']}{code}"
    a_friend_signs_up(reader, address)
    mira.page.goto(server.shown["desk"] + "paper/")
    expect(mira.page.locator("main")).to_contain_text("Published.")


def a_friend_signs_up(page: Page, address: str) -> None:
    """Behind the square: the issue that was just published, and a way to leave an address."""
    page.goto(address)
    expect(page.locator("body")).to_contain_text("The Stairwell")
    fill_in(page, "Wren Tolliver", "07700 900815")
    page.get_by_role("button", name="Seal and send").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. It is sealed.")


def a_draft_from_a_debrief(mira: Member) -> str:
    names = names_on_cards(mira)
    page = mira.opens("outings/")
    page.locator("a[href$='/debrief/']").first.click()
    page.get_by_role("link", name="Make it an article").click()
    page.get_by_role("button", name="Write the draft").click()
    page.wait_for_url(re.compile(r"/paper/pieces/"))
    body = page.locator("textarea[name=body]").input_value()
    assert len(body.split()) > 10
    assert not [name for name in names if name in body]
    page.get_by_role("button", name="Please read").click()
    return page.locator("[name=title]").input_value()


def names_on_cards(mira: Member) -> list[str]:
    """Names on cards that she can open."""
    page = mira.opens("people/")
    return [name for name in page.locator(".person-name").all_inner_texts() if len(name) > 4]


def the_piece_goes_on_page_two(mira: Member, title: str) -> None:
    page = the_issue_in_the_making(mira)
    page.locator("#offered").select_option(label=title)
    page.locator("#on-page").select_option("2")
    page.get_by_role("button", name="Put it there").click()
    expect(page.locator(".run-pages")).to_contain_text(title)


def an_empty_piece_is_taken_out(mira: Member) -> None:
    page = the_issue_in_the_making(mira)
    line = page.locator(".run-lines li", has_text=EMPTY)
    line.locator("summary").click()
    line.get_by_role("button", name="Take out").click()
    expect(page.locator(".run-pages")).not_to_contain_text(EMPTY)


def the_issue_in_the_making(mira: Member) -> Page:
    page = mira.opens("paper/")
    page.get_by_role("link", name=re.compile("Stairwell 15")).click()
    return page


def each_reads_what_the_other_wrote(mira: Member, ola: Member) -> None:
    for reader, writer in ((mira, ola), (ola, mira)):
        drafts_are_handed_in(writer)
        everything_is_read(reader)


def drafts_are_handed_in(writer: Member) -> None:
    """What of the issue is still a draft and hers."""
    page = the_issue_in_the_making(writer)
    drafts = page.locator(".check-list li[data-missing] a", has_text="is still a draft")
    for address in [link.get_attribute("href") for link in drafts.all()]:
        page.goto(writer.home.rstrip("/") + address)
        ask = page.get_by_role("button", name="Please read")
        if ask.count():
            ask.click()
            expect(page.get_by_text("asks somebody to read it")).to_be_visible()


def everything_is_read(reader: Member) -> None:
    page = reader.opens("paper/")
    pieces = page.locator("a[href*='/paper/pieces/']")
    for address in dict.fromkeys(link.get_attribute("href") for link in pieces.all()):
        page.goto(reader.home.rstrip("/") + address)
        read = page.get_by_role("button", name="Read: it may be printed")
        if read.count():
            read.click()
            expect(page.get_by_text("Read. It may be printed.")).to_be_visible()


def copies_are_recorded(mira: Member) -> str:
    """A print run of 180, and the code of its batch."""
    page = mira.opens("copies/new/")
    page.locator("[name=publication]").fill("The Stairwell")
    page.locator("[name=issue]").fill("15")
    page.locator("[name=copies]").fill("180")
    page.locator("[name=code]").fill("15A")
    page.get_by_role("button", name="Record it").click()
    expect(page.locator(".flashes")).to_be_visible()
    return "15A"


def the_issue_is_called_ready_and_published(mira: Member) -> None:
    page = the_issue_in_the_making(mira)
    expect(page.locator(".check-list li[data-missing]")).to_have_count(0)
    page.get_by_role("button", name="Call no. 15 ready").click()
    page.get_by_role("button", name="Publish no. 15").click()
    expect(page.get_by_role("button", name="Take it back")).to_be_visible()


def the_pdf(mira: Member, tmp_path) -> bytes:
    page = the_issue_in_the_making(mira)
    page.get_by_role("button", name="Make the PDF").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The PDF is there.", timeout=90_000)
    with page.expect_download() as waiting:
        page.locator("a[href$='/file/']").first.click()
    waiting.value.save_as(tmp_path / "issue.pdf")
    return (tmp_path / "issue.pdf").read_bytes()


def square_on(pdf: bytes) -> str:
    """What a reader of squares sees on the front page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        picture = document[0].render(scale=DPI / 72).to_pil()
    finally:
        document.close()
    found = zxingcpp.read_barcodes(picture)
    assert found, "no square was found on the front page"
    return found[0].text
