"""What a page asks of the database does not grow with the data: a year of outings costs no more questions than a season."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from handbill.accounts.models import Instance
from handbill.base.clock import now
from handbill.desk.demo import build_demo, building
from tests.cast import at_this_machine
from tests.generative.forms import walk

pytestmark = pytest.mark.django_db

SEASON = 12  # outings; the whole year has 44
MOST = 90  # questions of any page
# A page may show more of what there is, up to a fixed number: a kind of thing that a season has not seen yet.
MORE = 6


def asked_by_page(outings: int, monkeypatch) -> dict[str, tuple[int, str]]:
    """Per view the most questions that one of its pages asked, at its second reading, and which page that was."""
    monkeypatch.setattr(building, "OUTINGS", outings)
    Instance.objects.get_or_create(id=1, defaults={"generation": "demo"})
    built = build_demo(now())
    client = at_this_machine()
    assert client.post("/sign-in/", {"login": built.login, "password": built.password}).status_code == 302
    asked: dict[str, tuple[int, str]] = {}
    for page in dict.fromkeys(walk(client, most=2)[1]):
        with CaptureQueriesContext(connection) as questions:
            b"".join(client.get(page))
        view = resolve(page.split("?")[0]).route
        asked[view] = max(asked.get(view, (0, "")), (len(questions), page))
    return asked


def test_a_year_of_outings_costs_no_page_more_than_a_season(monkeypatch):
    before = transaction.savepoint()
    season = asked_by_page(SEASON, monkeypatch)
    transaction.savepoint_rollback(before)
    year = asked_by_page(44, monkeypatch)
    both = season.keys() & year.keys()
    assert len(both) > 40, "the walk did not get far"
    grown = {view: (season[view], year[view]) for view in both if year[view][0] > season[view][0] + MORE}
    assert not grown, grown
    assert not {view: most for view, most in year.items() if most[0] > MOST}
