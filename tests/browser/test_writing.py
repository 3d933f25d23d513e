"""A piece is written while the line comes and goes, read by nobody else's hand, and becomes a page with a square that leads back."""

import io
import re

import pypdfium2
import pytest
import zxingcpp
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


@pytest.fixture
def writing(server, desk):
    """A new piece, open at the desk."""
    page = desk()
    page.goto(server.shown["desk"] + "paper/")
    page.get_by_role("button", name="New piece").first.click()
    expect(page.locator("#piece")).to_be_visible()
    return page


def body(page):
    return page.get_by_label("Text", exact=True)


def saved(page):
    return expect(page.locator("#state"))


def seen(page, version: str) -> None:
    """The desk has answered that this version is saved."""
    expect(page.locator("[name=version]")).to_have_value(version, timeout=30_000)


def test_what_is_written_without_a_line_is_kept_and_saved_when_it_is_back(writing):
    body(writing).fill("The first words")
    seen(writing, "2")
    writing.context.set_offline(True)
    body(writing).fill("The first words and those without a line")
    saved(writing).to_contain_text("kept in this window", timeout=15_000)
    writing.context.set_offline(False)
    seen(writing, "3")
    saved(writing).to_have_text(re.compile("^Saved"))
    writing.reload()
    expect(body(writing)).to_have_value("The first words and those without a line")


def test_what_is_written_before_the_script_came_saves_itself_too(server, desk):
    page, waiting = desk(), []
    page.route("**/article*.js", lambda route: waiting.append(route))
    page.goto(server.shown["desk"] + "paper/")
    page.get_by_role("button", name="New piece").first.click(no_wait_after=True)
    body(page).fill("On a slow line")
    while not waiting:
        page.wait_for_timeout(50)
    waiting[0].continue_()
    seen(page, "2")
    expect(page.locator("[data-words]")).to_have_text("4 words.")
    page.unroute_all()
    page.reload()
    expect(body(page)).to_have_value("On a slow line")


def test_two_windows_do_not_write_over_each_other(writing):
    other = writing.context.new_page()
    other.goto(writing.url)
    body(other).fill("From the other window")
    saved(other).to_have_text(re.compile("^Saved"))
    seen(other, "2")
    body(writing).fill("From this window")
    saved(writing).to_contain_text("Press Save to see both.", timeout=15_000)
    writing.get_by_role("button", name="Save", exact=True).click()
    expect(writing.get_by_text("From the other window")).to_be_visible()
    expect(body(writing)).to_have_value("From this window")


def test_the_issue_becomes_a_pdf_whose_square_leads_back(server, desk):
    page = desk()
    page.goto(server.shown["desk"] + "paper/")
    page.get_by_role("link", name="Who fixes the lifts?").click()
    for chip in page.locator(".print-form .chip input").all()[1:]:
        chip.uncheck(force=True)
    code = page.locator(".print-form .chip input").first.get_attribute("value")
    page.get_by_role("button", name="Make the PDF").click()
    with page.expect_download() as fetching:
        page.get_by_role("link", name="Fetch the PDF").click()
    document = pypdfium2.PdfDocument(io.BytesIO(fetching.value.path().read_bytes()))
    picture = document[0].render(scale=200 / 72).to_pil().convert("L")
    document.close()
    assert zxingcpp.read_barcodes(picture)[0].text.endswith(f"/{code}")
