"""The server is killed while phones send, again and again: what a phone was told is filed is filed, once."""

import json
import threading
import time
from collections import Counter

import pytest

from tests.faults import TIMES, drawn
from tests.faults.instance import Instance, own_database, run_on
from tests.phone import Phone

PHONES, MOST_WAITING = 4, 40


@pytest.fixture
def instance(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    instance = Instance(folder, own_database(run_on()))
    yield instance
    if instance.server.process:
        instance.server.stop()


def test_each_fact_that_was_acknowledged_is_there_once(instance):
    chance, server = drawn("killed server"), instance.server
    server.start()
    stalls = [Stall(instance.phone(), f"{number}") for number in range(PHONES)]
    for _ in range(TIMES):
        time.sleep(chance.uniform(0.05, 0.8))
        server.stop()
        server.start()
    for stall in stalls:
        stall.close()
    filed = [json.loads(line)["id"] for line in server.run("facts").stdout.splitlines()]
    told = {id for stall in stalls for id in stall.phone.sent}
    noted = told | {id for stall in stalls for id in stall.phone.outbox}
    cut_off = sum(stall.phone.client.cut_off for stall in stalls)
    assert cut_off > 0, "nobody was ever cut off: the story did not happen"
    assert not told - set(filed)
    assert set(filed) <= noted
    assert [id for id, times in Counter(filed).items() if times > 1] == []
    for stall in stalls:
        assert sends_all(stall.phone), "what was left did not go out in the end"
    assert {json.loads(line)["id"] for line in server.run("facts").stdout.splitlines()} == noted
    assert not any(stall.phone.refused for stall in stalls)
    print(f"{TIMES} kills, {len(noted)} facts, {cut_off} answers that never came")


def sends_all(phone: Phone) -> bool:
    """A phone that is told to slow down tries again."""
    return any(phone.send() or time.sleep(0.5) for _ in range(60))


class Stall(threading.Thread):
    """One phone that notes and sends without a pause until it is told to stop."""

    def __init__(self, phone: Phone, name: str):
        super().__init__(name=f"stall {name}", daemon=True)
        self.phone, self.is_open = phone, True
        self.start()

    def run(self):
        while self.is_open:
            if len(self.phone.outbox) < MOST_WAITING:
                self._note()
            self.phone.send()
            time.sleep(0.02)

    def _note(self):
        talk = self.phone.note("conversation")
        self.phone.note("detail", of=talk["id"], ask="given")
        self.phone.note("handout", copies=2, for_friend=1, way="hand")
        self.phone.contact({"name": "Dee"})

    def close(self):
        self.is_open = False
        self.join(60)
        assert not self.is_alive()
