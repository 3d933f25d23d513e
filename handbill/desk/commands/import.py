"""`handbill import FILE`: what `handbill export` wrote, into an empty data folder or an empty PostgreSQL database.

What was erased since is erased again, from the ledger in the file, beside it and in the data folder. Nothing is served before
that is done; an import that was killed is told at the next start and can be called again.
"""

import argparse
import os
import zipfile
from pathlib import Path

from handbill.base.instance import ERASED_FILE, SECRET_FILE, Unusable
from handbill.desk.commands.coming_back import begin_a_generation, empty_database, erase_again_from, under_way
from handbill.desk.commands.opening import open_instance


def run(options: argparse.Namespace) -> int:
    folder = Path(os.environ["HANDBILL_DATA"])
    rows, erased = _opened(folder, options.file)
    print(
        f"Imported: {rows:,} rows, every table as it was written. Cards erased since then and erased again: {erased}."
        " Everybody signs in anew."
    )
    return 0


def _opened(folder: Path, file: Path) -> tuple[int, int]:
    from django.db import OperationalError

    from handbill.desk.commands.whole_file import open_whole

    try:
        with open_whole(file) as whole:
            return _take_in(whole, folder, file)
    except (OSError, OperationalError) as problem:
        sentence = f"The import could not be finished ({problem}). Nothing of it was kept. Mend that (is the disk full?) and call it again."
        raise Unusable(sentence, 1) from problem


def _take_in(whole: zipfile.ZipFile, folder: Path, file: Path) -> tuple[int, int]:
    """The secret first: Django reads it when it is loaded. An import that failed leaves the folder as empty as it was."""
    from handbill.desk.commands.whole_file import manifest_of, read_whole

    manifest = manifest_of(whole)
    with under_way(folder, "Import"):
        _put_beside(whole, folder)
        open_instance(migrate=True, restoring=True)
        rows, erased = _all_or_nothing(lambda: read_whole(whole, manifest), folder, file.parent)
    return rows, erased


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


def _all_or_nothing(read, *ledgers: Path) -> tuple[int, int]:
    """One transaction over rows, generation and erasures: a database elsewhere is left empty by whoever is killed here."""
    from django.db import transaction

    from handbill.desk.commands.snapshot import gather_statistics
    from handbill.people.actions import empty_the_log

    with transaction.atomic():
        empty_database()
        rows = read()
        begin_a_generation()
        erased = erase_again_from(*ledgers)
    empty_the_log()
    gather_statistics()
    return rows, erased
