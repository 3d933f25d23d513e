"""The demo's copies: each where the story says, and eleven missing."""

from datetime import UTC, datetime, timedelta

import pytest

from handbill.base import clock
from handbill.copies.actions import add_batch
from handbill.copies.gaps import open_gaps
from handbill.copies.models import Batch, Holder
from handbill.copies.queries import scans_of, whereabouts
from handbill.desk.demo.copies import keep_copies
from tests.cast import join

NOW = datetime(2026, 9, 12, 12, 0, tzinfo=UTC)


@pytest.fixture
def members(union):
    return {name: join(union, name, "volunteer") for name in ("Joss", "Ola", "Hugo", "Dalia")}


def test_copies_lie_about_and_eleven_are_missing(group, ada, members):
    with clock.stand_at(NOW - timedelta(days=30)):
        add_batch(issue="14", copies=200, by=ada)
    keep_copies(group, NOW, ada, members)
    where = whereabouts(Batch.objects.first().run.issue)
    assert (where.printed, where.by_letterbox, where.missing) == (800, 80, 11)
    assert {str(one.holder): one.copies for one in where.others} == {"Joss": 40, "Dalia": 25, "Ferry Café": 40}
    assert [(gap.open, gap.by.name) for gap in open_gaps(group.pk)] == [(11, "Ola")]
    assert Holder.objects.get(kind="cupboard").name == "Mill Lane"
    assert any(scans_of(batch) for batch in Batch.objects.all())
