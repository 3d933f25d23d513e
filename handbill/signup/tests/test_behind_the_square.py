"""Behind the square of a copy: whose paper it is, counted by day, and nothing kept of the reader."""

import pytest
from django.db.models import Sum

from handbill.copies.actions import add_batch
from handbill.copies.models import Scan
from tests.cast import found

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(ada):
    return add_batch(issue="14", copies=100, by=ada)


def scans(batch) -> int:
    return Scan.objects.filter(batch=batch).aggregate(times=Sum("times"))["times"] or 0


@pytest.mark.parametrize("typed", ["14A", "14a"])
def test_a_reader_sees_whose_paper_it_is_and_is_counted_as_a_day(batch, client, typed):
    answer = client.get(f"/{typed}")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "The Stairwell 14" in page
    assert "Aldermouth Tenants’ Union" in page
    assert not answer.cookies
    assert len(answer.content) < 15_000
    assert scans(batch) == 1


def test_a_look_at_the_head_alone_is_not_counted(batch, client):
    assert client.head("/14A").status_code == 200
    assert scans(batch) == 0


def test_a_code_that_was_never_printed_leads_nowhere(batch, client):
    assert client.get("/99Z").status_code == 404
    assert client.get("/other-group/14A").status_code == 404


def test_where_several_groups_share_a_host_the_group_stands_in_the_address(batch, client, group):
    found("Harbour Street Library Friends", "Cleo")
    assert client.get("/14A").status_code == 404
    assert client.get(f"/{group.slug}/14A").status_code == 200
    assert scans(batch) == 1


@pytest.mark.parametrize("page", ["outings", "sign-in", "set-up", "copies"])
def test_pages_without_their_last_stroke_are_still_found(batch, client, page):
    answer = client.get(f"/{page}")
    assert answer.status_code in (301, 302)
    assert answer["Location"] == f"/{page}/"


def test_the_address_of_the_square_is_the_page(batch, client, ada):
    from handbill.copies.squares import address_of, base_of

    address = address_of(batch, base_of(batch.group, "http://localhost"))
    assert client.get(address).status_code == 200
