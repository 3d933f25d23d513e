"""A phone as SYNC.md wants it where things go wrong: it never throws anything away, and it says no more than it knows."""

import json
from datetime import timedelta

from tests.phone import Lost, Phone

NEW_SQUARE = (404, 410)  # the pass is unknown, or has ended: everything stays until a new square is shown


class Handset(Phone):
    """The tests' phone, with the ways out of trouble that the phone app has."""

    needs_square = False
    clock_was_set = False

    def scan(self, pass_text: str) -> bool:
        """Join with a square. False: it did not come to it, and nothing has changed."""
        wanted = {"pass": pass_text, "phone": self._introduction()}
        try:
            answer = self._post("join", wanted)
            joined = answer.json()
        except (Lost, ValueError):
            return False
        if answer.status_code != 201:
            self.needs_square = answer.status_code in NEW_SQUARE
            return False
        self.pass_text, self.token, self.needs_square = pass_text, joined["phone_token"], False
        self.group, self.outing = joined["group"], joined["outing"]
        self._see_generation(joined["generation"])
        return True

    def send_once(self) -> bool:
        """One batch, or the empty one that tells whether the server is the same as ever. False: no answer to it."""
        facts = list(self.outbox.values())[: self.batch]
        try:
            answer = self.post_facts(facts)
            told = answer.json()
        except (Lost, ValueError):
            return False
        if answer.status_code == 401:
            return not self.needs_square and self.scan(self.pass_text)
        if answer.status_code != 200:
            return False
        self._settle(told)
        return True

    def send_all(self) -> bool:
        """Until nothing waits and the last answer was of the generation that the phone knows."""
        for _ in range(60):
            before = self.generation
            if not self.send_once():
                return False
            if not self.outbox and self.generation == before:
                return True
        return False

    def start_again(self) -> None:
        """Killed and opened again: what is left is what was written down, as JSON."""
        kept = json.loads(json.dumps([self.outbox, self.sent, list(self.refused.items()), self.generation]))
        self.outbox, self.sent, refused, self.generation = kept
        self.refused = {id: tuple(both) for id, both in refused}

    def set_clock(self, slow_by: timedelta) -> None:
        self.slow_by, self.clock_was_set = slow_by, True
