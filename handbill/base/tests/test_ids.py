"""Ids carry their time and sort by it."""

from datetime import UTC, datetime, timedelta

from handbill.base.ids import new_id

MOMENT = datetime(2026, 9, 12, 15, 44, tzinfo=UTC)


def test_an_id_is_a_uuid_of_version_7():
    made = new_id(MOMENT)
    assert made.version == 7
    assert made.variant == "specified in RFC 4122"


def test_an_id_begins_with_its_milliseconds():
    assert new_id(MOMENT).int >> 80 == int(MOMENT.timestamp() * 1000)


def test_later_ids_are_greater():
    earlier, later = new_id(MOMENT), new_id(MOMENT + timedelta(milliseconds=1))
    assert earlier < later
    assert str(earlier) < str(later)
