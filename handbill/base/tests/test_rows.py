"""Rows that are written once refuse to change."""

import pytest

from handbill.accounts.audit import note
from handbill.accounts.models import AuditEntry
from handbill.base.rows import WrittenOnceError

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(ada):
    note(ada, "cards_opened", count=3)
    return AuditEntry.objects.filter(what="cards_opened").get()


def test_a_row_is_not_saved_twice(entry):
    entry.count = 1
    with pytest.raises(WrittenOnceError):
        entry.save()


def test_a_row_is_not_deleted(entry):
    with pytest.raises(WrittenOnceError):
        entry.delete()


def test_rows_are_not_changed_in_bulk(entry):
    with pytest.raises(WrittenOnceError):
        AuditEntry.objects.update(count=1)
    with pytest.raises(WrittenOnceError):
        AuditEntry.objects.all().delete()
