"""Several processes look for work at the same moment: each job is taken by one of them."""

import threading
from collections import Counter

import pytest
from django.db import connection

from handbill.base import jobs


@pytest.fixture
def done(monkeypatch) -> list[str]:
    given: list[str] = []
    monkeypatch.setitem(jobs._work, "counted", given.append)
    return given


@pytest.mark.django_db(transaction=True)
def test_a_job_that_several_reach_for_is_done_once(done):
    for number in range(40):
        jobs.ask("counted", f"counted {number}", str(number))
    ready = threading.Barrier(4)

    def look():
        try:
            ready.wait()
            jobs.do_due()
        finally:
            connection.close()

    workers = [threading.Thread(target=look) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert Counter(done) == {str(number): 1 for number in range(40)}
