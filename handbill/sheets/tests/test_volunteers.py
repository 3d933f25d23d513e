"""The page for volunteers: one sheet, the outing's square on it for whoever may show that, the guide's own words."""

import io
import re
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from handbill.base.clock import stand_at
from handbill.plan.passes import pass_text, standing_pass
from handbill.sheets.volunteers import parts
from tests.cast import NOON, sign_in

GUIDE = Path(__file__).resolve().parents[2] / "desk/guide/volunteers.md"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon():
    with stand_at(NOON):
        yield


def page_for(member, outing) -> pypdfium2.PdfDocument:
    answer = sign_in(member).get(f"/outings/{outing.pk}/volunteers.pdf")
    assert answer.status_code == 200
    return pypdfium2.PdfDocument(io.BytesIO(b"".join(answer)))


def squares_on(printed: pypdfium2.PdfDocument) -> list[str]:
    return [one.text for one in zxingcpp.read_barcodes(printed[0].render(scale=2).to_pil())]


def test_it_is_one_page_with_the_square_that_lets_a_phone_join(outing, ada):
    pass_ = standing_pass(outing, ada)
    printed = page_for(ada, outing)
    assert len(printed) == 1
    assert squares_on(printed) == [f"http://localhost/field/#{pass_text(pass_)}"]


def test_whoever_may_not_show_the_square_gets_the_page_without_it(outing, ada, ed):
    standing_pass(outing, ada)
    printed = page_for(ed, outing)
    assert squares_on(printed) == []
    assert "Undo" in printed[0].get_textpage().get_text_bounded()


def test_it_says_what_the_guide_says():
    def words(text: str) -> str:
        return text.replace("’", "'")

    said = words(GUIDE.read_text(encoding="utf-8"))
    for part in parts():
        chapter = re.search(rf"^## {re.escape(words(part['head']))}$(.*?)(?=^## |\Z)", said, re.M | re.S).group(1)
        assert re.findall(r"^(?:- |\d\. )(.+)$", chapter, re.M) == [words(line) for line in part["lines"]]
