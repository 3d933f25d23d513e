"""Print: eight pages, and fifty batches of them, against typst alone setting the same words in the same run.

    python bench/press.py [--batches 50] [--rounds 3]

Typst alone puts every word and picture into three columns, page after page, without a front page, without even columns,
without counting what runs over, and without a square: the least that eight such pages can cost. Both take turns, and the
first round of each, in a fresh process, is the cold one. Seconds of the clock and of the processor.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handbill.settings")
PLAIN = """#let all = json("all.json")
#set document(title: "plain")
#set page(paper: "a4", margin: 12mm, columns: 3)
#set text(font: "Source Serif 4", size: 10pt, lang: "en")
#for one in all { heading(one.title); if one.picture != "" { image(one.picture, alt: "cut") }; for words in one.words { par(words) } }
"""


def eight_pages():
    """An issue as full as a group fills it: four pieces of 260 words on each inside page."""
    from dataclasses import replace

    from handbill.press.print.tests import issues

    pieces = [replace(issues.LEAD, picture=issues.picture())]
    for page in range(2, 9):
        for n in range(3):
            shown = issues.picture(page, 1000, 500) if n == 0 else None
            pieces.append(issues.piece(page * 10 + n, f"Piece {n} of page {page}", issues.LIFT, page, picture=shown))
    return issues.issue(*pieces, pages=8)


def ours(contents, codes: list[str]) -> list[bytes]:
    from handbill.press.print import Paper, print_batches

    squares = [(f"https://thestairwell.example/{code}", code) for code in codes]
    return [printed.pdf for printed in print_batches(contents, Paper("a4", 8), squares)]


def plain(contents, times: int) -> list[bytes]:
    import typst

    from handbill.base.typesetting import faces
    from handbill.press.print.given import picture_files

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        files = dict(picture_files(contents))
        for name, content in files.items():
            (place / name).write_bytes(content)
        (place / "plain.typ").write_text(PLAIN)
        made = []
        for turn in range(times):
            (place / "all.json").write_text(json.dumps([_plainly(piece, turn) for piece in contents.pieces]))
            made.append(typst.compile(str(place / "plain.typ"), root=folder, font_paths=faces(), pdf_standards="ua-1"))
        return made


def _plainly(piece, turn: int) -> dict:
    words = ["".join(run["text"] for run in block.get("runs", ())) for block in piece.blocks]
    picture = f"{piece.picture.id}.png" if piece.picture else ""
    return {"title": f"{piece.title} {turn}", "picture": picture, "words": words}


def timed(work) -> tuple[float, float]:
    began, used = time.perf_counter(), _used()
    work()
    return time.perf_counter() - began, _used() - used


def _used() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def once(who: str, batches: int) -> None:
    """One cold and one warm time, and the batches, in a process of its own."""
    import django

    django.setup()
    contents = eight_pages()
    codes = [f"14{number}" for number in range(batches)]
    one = (lambda: ours(contents, ["14F"])) if who == "ours" else (lambda: plain(contents, 1))
    many = (lambda: ours(contents, codes)) if who == "ours" else (lambda: plain(contents, batches))
    print(json.dumps({"cold": timed(one), "warm": timed(one), "batches": timed(many)}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--batches", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=["ours", "plain"], help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.only:
        once(given.only, given.batches)
        return
    seen: dict[str, list[dict]] = {"ours": [], "plain": []}
    for _round in range(given.rounds):
        for who, rows in seen.items():
            command = [sys.executable, __file__, "--only", who, "--batches", str(given.batches)]
            told = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603  itself
            rows.append(json.loads(told.stdout))
    print(f"eight pages, {given.batches} batches, median of {given.rounds}: seconds of the clock (of the processor)")
    for what in ("cold", "warm", "batches"):
        cells = []
        for who, rows in seen.items():
            clock, used = (median(row[what][part] for row in rows) for part in (0, 1))
            cells.append(f"{who} {clock:6.2f} ({used:5.2f})")
        print(f"{what:8}", "   ".join(cells))


if __name__ == "__main__":
    main()
