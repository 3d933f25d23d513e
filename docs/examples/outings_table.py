"""Handbill as tables: outings out as CSV, new outings in from CSV. Python's standard library is all it needs.

    export HANDBILL_TOKEN=hb_...
    python outings_table.py https://desk.example.org out > outings.csv
    python outings_table.py https://desk.example.org in < new_outings.csv

What comes in has the columns place, setting, starts_at, ends_at (with an offset: 2026-11-30T18:00:00+00:00). Run twice,
it makes nothing twice: the key of each row is made of the row. Tables are lists of dicts, as most programmes take them.
"""

import csv
import hashlib
import json
import os
import sys
import time
import urllib.error
import urllib.request


class Handbill:
    """One instance, asked with one token."""

    def __init__(self, origin: str, token: str):
        self.origin, self.token = origin.rstrip("/"), token

    def ask(self, method: str, path: str, body: dict | None = None, key: str = "") -> dict:
        """The answer to one request; waits where it is asked to wait."""
        address = path if path.startswith("http") else f"{self.origin}/api/v1{path}"
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        if key:
            headers["Idempotency-Key"] = key
        sent = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(address, data=sent, headers=headers, method=method)  # noqa: S310  the origin is the caller’s own
        try:
            with urllib.request.urlopen(request) as answer:  # noqa: S310
                return json.load(answer)
        except urllib.error.HTTPError as error:
            if error.code == 429:
                time.sleep(int(error.headers.get("Retry-After", "1")))
                return self.ask(method, path, body, key)
            told = json.load(error)
            raise SystemExit(f"{told['code']}: {told['detail']} {told.get('errors', '')}") from error

    def rows(self, path: str) -> list[dict]:
        """All pages of a list."""
        found, following = [], path
        while following:
            page = self.ask("GET", following)
            found += page["items"]
            following = page["next"]
        return found

    def outings(self) -> list[dict]:
        """A flat table: one dict for each outing."""
        return [{**row, "place": row["place"]["name"]} for row in self.rows("/outings?limit=200")]

    def plan(self, table: list[dict]) -> list[dict]:
        """One outing for each row; a place that is not known yet is named."""
        planned = []
        for row in table:
            named = {"name": row["place"], "setting": row["setting"]}
            place = self.ask("POST", "/places", named, key=key_of(named))
            body = {**row, "place": place["id"]}
            planned.append(self.ask("POST", "/outings", body, key=key_of(body)))
        return planned


def key_of(row: dict) -> str:
    """The same row gives the same key: sent again it is answered as before."""
    return hashlib.sha256(json.dumps(row, sort_keys=True).encode()).hexdigest()


def main() -> None:
    origin, direction = sys.argv[1:3]
    handbill = Handbill(origin, os.environ["HANDBILL_TOKEN"])
    if direction == "in":
        planned = handbill.plan(list(csv.DictReader(sys.stdin)))
        print(f"planned: {len(planned)}")
        return
    table = handbill.outings()
    out = csv.DictWriter(sys.stdout, fieldnames=list(table[0]) if table else ["id"])
    out.writeheader()
    out.writerows(table)


if __name__ == "__main__":
    main()
