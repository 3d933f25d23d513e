"""Work asked for is done once, by whoever comes first; what fails is tried again, what was killed too."""

from datetime import timedelta

import pytest
from django.db import transaction

from handbill.base import jobs
from handbill.base.clock import stand_at
from handbill.base.models import Job
from tests.cast import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(monkeypatch):
    """What was worked on; "bad" fails."""
    seen = []

    def note(given):
        seen.append(given)
        if given == "bad":
            raise OSError("Dee Quill, 07700 900123")

    monkeypatch.setitem(jobs._work, "note", note)
    with stand_at(NOON):
        yield seen


def test_a_job_is_done_once_however_often_it_was_asked_for(done):
    for _ in range(3):
        jobs.ask("note", "note:a", "a")
    assert jobs.do_due() == 1
    jobs.ask("note", "note:a", "a")
    assert jobs.do_due() == 0
    assert done == ["a"]


def test_what_was_asked_for_in_a_transaction_that_failed_is_not_done(done):
    with pytest.raises(RuntimeError), transaction.atomic():
        jobs.ask("note", "note:a", "a")
        raise RuntimeError
    assert jobs.do_due() == 0


def test_a_job_waits_for_its_hour(done):
    jobs.ask("note", "note:a", "a", run_after=NOON + timedelta(hours=1))
    assert jobs.do_due() == 0
    with stand_at(NOON + timedelta(hours=1)):
        assert jobs.do_due() == 1


def test_what_failed_is_tried_later_and_later_and_not_for_ever(done):
    jobs.ask("note", "note:bad", "bad")
    moment = NOON
    for _ in range(60):
        with stand_at(moment):
            jobs.do_due()
        moment += timedelta(hours=1)
    assert done == ["bad"] * jobs.MOST_ATTEMPTS
    assert Job.objects.get().done_at is None


def test_a_failure_is_named_without_what_was_in_hand(done, caplog):
    jobs.ask("note", "note:bad", "bad")
    jobs.do_due()
    assert Job.objects.get().error == "OSError"
    assert "Dee" not in caplog.text


def test_a_job_whose_process_was_killed_is_done_again_after_its_lease(done):
    jobs.ask("note", "note:a", "a")
    assert jobs._take() is not None  # and then the process is gone
    assert jobs.do_due() == 0
    with stand_at(NOON + jobs.LEASE):
        assert jobs.do_due() == 1
    assert done == ["a"]


def test_jobs_done_long_ago_are_forgotten(done):
    jobs.ask("note", "note:a", "a")
    jobs.do_due()
    with stand_at(NOON + jobs.KEPT + timedelta(days=1)):
        jobs.one_round()
    assert not Job.objects.exists()
