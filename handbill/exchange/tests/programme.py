"""Another programme that holds a token of a group."""

import itertools
import json
from dataclasses import dataclass
from datetime import timedelta

from django.test import Client

from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.exchange.api.tokens import SCOPES, make_token
from tests.cast import at_this_machine

_keys = itertools.count()


@dataclass
class Programme:
    """Asks with its token; each post under a key of its own unless one is given."""

    client: Client
    token: str

    def get(self, path: str, headers: dict | None = None):
        return self.ask("GET", path, headers=headers)

    def ask(self, method: str, path: str, body=None, headers: dict | None = None, key: str | None = None):
        sent = {"Authorization": f"Bearer {self.token}", **(headers or {})}
        if method == "POST":
            sent["Idempotency-Key"] = f"key-{next(_keys)}" if key is None else key
        raw = b"" if body is None else json.dumps(body).encode()
        return self.client.generic(method, f"/api/v1{path}", raw, "application/json", headers=sent)


def programme_of(member: Member, scopes: list[str] | None = None) -> Programme:
    _token, text = make_token("Spreadsheet", scopes or list(SCOPES), now().date() + timedelta(days=30), by=member)
    return Programme(at_this_machine(), text)
