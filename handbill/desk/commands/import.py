"""`handbill import FILE`: what `handbill export` wrote, into an empty data folder or an empty PostgreSQL database.

What was erased since is erased again, from the ledger in the file, beside it and in the data folder.
"""

import argparse
import os
import re
import zipfile
from pathlib import Path

from handbill.base.instance import DATABASE_FILE, ERASED_FILE, SECRET_FILE, Unusable
from handbill.desk.commands.opening import open_instance
from handbill.desk.commands.restore import ID, begin_a_generation


def run(options: argparse.Namespace) -> int:
    folder = Path(os.environ["HANDBILL_DATA"])
    if (folder / DATABASE_FILE).exists():
        raise Unusable(f"There is a Handbill in {folder} already. Nothing was changed. Import into an empty folder.")
    from handbill.desk.commands.whole_file import open_whole

    with open_whole(options.file) as whole:
        rows, erased = _take_in(whole, folder, options.file)
    print(
        f"Imported: {rows:,} rows, every table as it was written. Cards erased since then and erased again: {erased}."
        " Everybody signs in anew."
    )
    return 0


def _take_in(whole: zipfile.ZipFile, folder: Path, file: Path) -> tuple[int, int]:
    """The secret first: Django reads it when it is loaded. An import that failed leaves the folder as empty as it was."""
    from handbill.desk.commands.whole_file import manifest_of, read_whole

    manifest = manifest_of(whole)
    kept = set(folder.iterdir())
    try:
        _put_beside(whole, folder)
        open_instance(migrate=True)
        _only_into_an_empty_one()
        rows = read_whole(whole, manifest)
    except BaseException:
        _take_away(folder, kept)
        raise
    begin_a_generation()
    return rows, _erase_again([folder / ERASED_FILE, file.parent / ERASED_FILE])


def _put_beside(whole: zipfile.ZipFile, folder: Path) -> None:
    from handbill.desk.commands.whole_file import BROKEN

    for name in {SECRET_FILE, ERASED_FILE}.intersection(whole.namelist()):
        try:
            content = whole.read(name)
        except BROKEN as problem:
            raise Unusable(f"The file is damaged ({type(problem).__name__}). Nothing was changed.", 1) from problem
        with (folder / name).open("ab" if name == ERASED_FILE else "wb") as beside:
            beside.write(content)
        (folder / name).chmod(0o600)


def _only_into_an_empty_one() -> None:
    from handbill.accounts.models import Group, Instance

    if Group.objects.exists():
        raise Unusable("There is a group in that database already. Nothing was changed. Import into an empty one.")
    Instance.objects.all().delete()


def _take_away(folder: Path, kept: set[Path]) -> None:
    from django.db import connections

    connections.close_all()
    for path in set(folder.iterdir()) - kept:
        path.unlink()


def _erase_again(ledgers: list[Path]) -> int:
    from handbill.people.actions import erase_again

    texts = [ledger.read_text(encoding="ascii") for ledger in ledgers if ledger.exists()]
    return erase_again([pair for text in texts for pair in re.findall(rf"^\S+ ({ID}) ({ID})$", text, re.MULTILINE)])
