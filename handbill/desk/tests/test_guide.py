"""The guide comes from this machine, whole, in the frame of whoever reads it."""

import re

import pytest
from django.contrib.staticfiles import finders

from handbill.desk.guide import NAMES, guide
from tests.cast import at_this_machine, sign_in


@pytest.mark.parametrize("name", NAMES)
def test_every_picture_and_link_of_a_guide_is_served_here(name, ada):
    page = sign_in(ada).get(f"/help/{name}/").content.decode()
    assert guide(name).title in page
    pictures = re.findall(r'<img src="/static/([^"]+)"', page)
    assert [picture for picture in pictures if not finders.find(picture)] == []
    body = page[page.index("<article") : page.index("</article>")]
    assert re.findall(r'(?:src|href)="(?!/|#)[^"]*"', body) == [], "all of it lies on this machine"


def test_somebody_who_cannot_sign_in_reads_it_too_and_no_word_of_the_group(group):
    group.name = "Quayside Choir"
    group.save()
    page = at_this_machine().get("/help/").content.decode()
    assert "A guide for organisers" in page
    assert group.name not in page


def test_no_page_is_made_of_a_name_that_is_no_guide(ada):
    assert sign_in(ada).get("/help/secret/").status_code == 404


def test_the_way_to_it_stands_on_set_up_and_on_your_page(ada):
    for address in ("/set-up/", "/me/"):
        assert 'href="/help/"' in sign_in(ada).get(address).content.decode(), address
