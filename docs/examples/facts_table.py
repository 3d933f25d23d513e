"""What was noted, as a table: any list of the API out as CSV, tallies of another programme in as facts.

    export HANDBILL_TOKEN=hb_...
    python facts_table.py https://desk.example.org out /facts > facts.csv
    python facts_table.py https://desk.example.org in < tallies.csv

What comes in has the columns kind, outing (its id) and made_at (with an offset), and those of the bodies: copies,
for_friend, way, people, ask, reception, language; an empty cell is left out. Run twice, it files nothing twice: the id of
each fact is made of its row. `outings_table.py` lies beside it.
"""

import csv
import hashlib
import json
import os
import sys
import uuid
from collections import Counter
from datetime import datetime

from outings_table import Handbill, key_of

NUMBERS = {"copies", "for_friend", "people", "reception"}
FRAME = ("kind", "outing", "made_at")
MOST = 200  # facts in a post


def flat(row: dict, before: str = "") -> dict:
    """One level of columns: what lies inside `body` becomes `body.copies`; a list stays as JSON."""
    found = {}
    for name, value in row.items():
        if isinstance(value, dict):
            found |= flat(value, f"{before}{name}.")
        else:
            found[before + name] = json.dumps(value) if isinstance(value, list) else value
    return found


def table_of(handbill: Handbill, path: str) -> list[dict]:
    """Each list of the API as rows with the same columns."""
    rows = [flat(row) for row in handbill.rows(path)]
    columns = dict.fromkeys(name for row in rows for name in row)
    return [{name: row.get(name) for name in columns} for row in rows]


def facts_of(table: list[dict]) -> list[dict]:
    """One fact for each row. Rows that say the same are told apart by their place among themselves."""
    met, facts = Counter(), []
    for row in table:
        body = {
            name: int(cell) if name in NUMBERS else cell for name, cell in row.items() if cell and name not in FRAME
        }
        fact = {**{name: row[name] for name in FRAME}, "body": body}
        spelt = key_of(fact)
        facts.append({"id": id_of(f"{spelt} {met[spelt]}", row["made_at"]), **fact})
        met[spelt] += 1
    return facts


def id_of(spelt: str, made_at: str) -> str:
    """A UUID of version 7 that is the same for the same row: its time is the row's, the rest its fingerprint."""
    milliseconds = int(datetime.fromisoformat(made_at).timestamp() * 1000)
    raw = bytearray(milliseconds.to_bytes(6, "big") + hashlib.sha256(spelt.encode()).digest()[:10])
    raw[6], raw[8] = raw[6] & 0x0F | 0x70, raw[8] & 0x3F | 0x80
    return str(uuid.UUID(bytes=bytes(raw)))


def send(handbill: Handbill, facts: list[dict]) -> list[dict]:
    """The receipts, in the order of the facts."""
    receipts = []
    for start in range(0, len(facts), MOST):
        body = {"facts": facts[start : start + MOST]}
        receipts += handbill.ask("POST", "/facts", body, key=key_of(body))["receipts"]
    return receipts


def main() -> None:
    origin, direction = sys.argv[1:3]
    handbill = Handbill(origin, os.environ["HANDBILL_TOKEN"])
    if direction == "in":
        receipts = send(handbill, facts_of(list(csv.DictReader(sys.stdin))))
        for line, receipt in enumerate(receipts, 2):
            if receipt["verdict"] == "refused":
                print(f"line {line}: {receipt['detail']}", file=sys.stderr)
        refused = sum(receipt["verdict"] == "refused" for receipt in receipts)
        print(f"there: {len(receipts) - refused}, refused: {refused}")
        return
    table = table_of(handbill, sys.argv[3])
    out = csv.DictWriter(sys.stdout, fieldnames=list(table[0]) if table else ["id"])
    out.writeheader()
    out.writerows(table)


if __name__ == "__main__":
    main()
