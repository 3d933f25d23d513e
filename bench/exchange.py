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
    from handbill.exchange.models import Import
    from handbill.exchange.people_out import csv_of
    from handbill.exchange.reading import read_rows
    from handbill.exchange.tables import read_table
    from tests.cast import found, keyring_of

    ada = found("Aldermouth Tenants’ Union", "Ada").organiser
    keyring, raw = keyring_of(ada), file_of(rows)
    began = time.process_time()
    row, _key = keep_file(raw, by=ada)
    table = read_table(raw)
    steps = bring_in(row, read_rows(table, guessed(table.headings), "GB"), keyring, also_known=False)
    brought = list(steps)[-1]
    told("in", rows, began)
    began = time.process_time()
    size = sum(len(part) for part in csv_of(keyring))
    told(f"out, {size:,} signs,", rows, began)
    began = time.process_time()
    undo(Import.objects.get(pk=row.pk), by=ada)
    told("taken back", rows, began)
    print(f"brought {brought[0]:,}, left out {brought[1]:,}")


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
