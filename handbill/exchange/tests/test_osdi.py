"""Outings as OSDI's events: the structure its words describe, pages without gaps, nothing of another group or of members."""

from datetime import timedelta

import pytest

from handbill.exchange.tests.programme import programme_of
from handbill.plan.models import Outing
from tests.cast import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(ada):
    programme = programme_of(ada, ["outings:read"])

    def ask(address: str, by=programme):
        return by.client.get(address, headers={"Authorization": f"Bearer {by.token}"})

    return ask


def test_everything_is_reached_from_the_entry_point(ask, outing):
    entry = ask("/api/osdi/v1/")
    assert (entry.status_code, entry["Content-Type"]) == (200, "application/hal+json")
    told = entry.json()
    assert told["max_pagesize"] == 200
    assert told["_links"]["curies"][0] | {"name": "osdi", "templated": True} == told["_links"]["curies"][0]
    events = ask(told["_links"]["osdi:events"]["href"]).json()
    assert {name: events[name] for name in ("page", "per_page", "total_pages", "total_records")} == {
        "page": 1,
        "per_page": 25,
        "total_pages": 1,
        "total_records": 1,
    }
    inside = events["_embedded"]["osdi:events"][0]
    one = ask(events["_links"]["osdi:events"][0]["href"]).json()
    assert one["identifiers"] == inside["identifiers"] == [f"handbill:{outing.id}"]
    assert (one["status"], one["origin_system"], one["location"]) == (
        "confirmed",
        "Handbill",
        {"venue": "Ferry Square market"},
    )
    assert one["start_date"] == f"{outing.starts_at:%Y-%m-%dT%H:%M:%SZ}"


def test_pages_meet_each_event_once(ask, outing, group, ada):
    for _ in range(6):
        some = {"group": group, "place": outing.place, "setting": "stall", "lead": ada, "made_by": ada}
        Outing.objects.create(**some, starts_at=NOON, ends_at=NOON + timedelta(hours=1))
    met, following = [], "/api/osdi/v1/events?per_page=3"
    while following:
        page = ask(following).json()
        met += [one["identifiers"][0] for one in page["_embedded"]["osdi:events"]]
        following = page["_links"].get("next", {}).get("href")
    assert len(met) == len(set(met)) == page["total_records"] == 7
    assert page["total_pages"] == page["page"] == 3


@pytest.mark.parametrize("query", ["$filter=name eq 'x'", "filter=x", "page=0", "per_page=201"])
def test_what_is_not_supported_is_said_and_not_passed_over(ask, query):
    answer = ask(f"/api/osdi/v1/events?{query}")
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_parameter")


def test_no_other_group_no_other_scope_and_no_member(ask, outing, ada, cleo):
    stranger = programme_of(cleo, ["outings:read"])
    assert ask("/api/osdi/v1/events", stranger).json()["total_records"] == 0
    assert ask(f"/api/osdi/v1/events/{outing.id}", stranger).status_code == 404
    assert ask("/api/osdi/v1/events", programme_of(ada, ["copies:read"])).status_code == 403
    told = ask("/api/osdi/v1/events").content.decode()
    assert str(outing.id) in told and ada.name not in told and str(ada.id) not in told
