"""100,000 people out of a CSV file and back into one, on one core: `python bench/exchange.py [ROWS]`.

Works in a database of its own in a temporary folder, which goes afterwards.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"HANDBILL_DATA": folder, "DJANGO_SETTINGS_MODULE": "handbill.settings"}
        from handbill.desk.commands.opening import open_instance

        open_instance(migrate=True)
        measure(rows)


def measure(rows: int) -> None:
    from handbill.exchange.bringing_in import bring_in, keep_file, undo
    from handbill.exchange.columns import guessed
    from handbill.exchange.here_already import REPLACE, Chosen, side_by_side
    from handbill.exchange.models import Import
    from handbill.exchange.people_out import csv_of
    from handbill.exchange.reading import read_rows
    from handbill.exchange.tables import Table, read_table
    from tests.cast import found, keyring_of

    ada = found("Aldermouth Tenants’ Union", "Ada").organiser
    keyring, raw = keyring_of(ada), file_of(rows)
    began = time.process_time()
    row, _key = keep_file(raw, by=ada)
    table = read_table(raw)
    done = list(bring_in(row, read_rows(table, guessed(table.headings), "GB"), keyring, Chosen()))[-1]
    told("in", rows, began)
    again, began = read_table(raw.replace(b"Met at the market", b"Met in the hall")), time.process_time()
    list(side_by_side(read_rows(again, guessed(again.headings), "GB"), _here(again, keyring), keyring))
    told("looked at again", rows, began)
    second, _key = keep_file(raw, by=ada)
    began = time.process_time()
    few = again.rows[: rows // 10]
    changing = read_rows(Table(again.headings, few, again.encoding), guessed(again.headings), "GB")
    list(bring_in(second, changing, keyring, Chosen(REPLACE)))
    told("replaced", len(few), began)
    began = time.process_time()
    undo(Import.objects.get(pk=second.pk), keyring=keyring)
    told("put back", len(few), began)
    began = time.process_time()
    size = sum(len(part) for part in csv_of(keyring))
    told(f"out, {size:,} signs,", rows, began)
    began = time.process_time()
    undo(Import.objects.get(pk=row.pk), keyring=keyring)
    told("taken back", rows, began)
    print(f"brought {done.brought:,}, left out {done.left_out:,}")


def _here(table, keyring) -> dict:
    from handbill.exchange.columns import guessed
    from handbill.exchange.here_already import already_here
    from handbill.exchange.reading import read_rows

    return already_here(read_rows(table, guessed(table.headings), "GB"), keyring)


def file_of(rows: int) -> bytes:
    lines = (
        f"Reader {n},07{n:09d},reader{n}@post.example,Met at the market,damp"
        for n in range(400_000_000, 400_000_000 + rows)
    )
    return "\n".join(["Name,Phone,E-mail,Note,Tags", *lines]).encode()


def told(what: str, rows: int, began: float) -> None:
    seconds = time.process_time() - began
    print(f"{rows:,} rows {what} in {seconds:.1f} s of one core")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
