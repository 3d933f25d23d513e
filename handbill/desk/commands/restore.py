"""`handbill restore FILE`: bring a backup back into an empty data folder.

What was erased after the backup was made is erased again, from the ledger beside it (or in the data folder), before
anything is served. The instance gets a new generation, so that phones offer again what the backup had not seen.
"""

import argparse
import getpass
import json
import os
import shutil
import tarfile
import tempfile
from pathlib import Path

from handbill.base.instance import DATABASE_FILE, SECRET_FILE, Unusable
from handbill.desk.commands.backup import digest
from handbill.desk.commands.backup_key import RECIPIENT_FILE
from handbill.desk.commands.coming_back import WORK, begin_a_generation, empty_database, erase_again_from, under_way
from handbill.desk.commands.opening import open_instance

DAMAGED = "{file} is damaged, or not a backup of Handbill. Nothing was changed. Try another backup."


def run(options: argparse.Namespace) -> int:
    folder = Path(os.environ["HANDBILL_DATA"])
    with under_way(folder, "Restore"):
        if not options.file.is_file():
            raise Unusable(f"{options.file} is not there. Nothing was changed.")
        identity = _identity(options)
        with tempfile.TemporaryDirectory(dir=folder, prefix=WORK) as work:
            manifest = _unpack(_decrypted(options.file, Path(work), identity), Path(work), options.file)
            erased = _put_in_place(Path(work), folder, options.file.parent)
        (folder / RECIPIENT_FILE).write_text(f"{identity.to_public()}\n", encoding="ascii")
    print(
        f"Restored as of {manifest['made_at']}. Cards erased since then and erased again: {erased}. Everybody signs in anew."
    )
    return 0


def _identity(options: argparse.Namespace):
    from pyrage import IdentityError, x25519

    if options.key:
        text = options.key.read_text(encoding="ascii")
    else:
        text = os.environ.get("HANDBILL_BACKUP_KEY") or getpass.getpass("Backup key (AGE-SECRET-KEY-...): ")
    try:
        return x25519.Identity.from_str(text.strip())
    except IdentityError as problem:
        raise Unusable("That is no backup key: it begins with AGE-SECRET-KEY-. Nothing was changed.") from problem


def _decrypted(file: Path, work: Path, identity) -> Path:
    import pyrage

    packed = work / "backup.tar"
    try:
        with file.open("rb") as sealed, packed.open("wb") as plain:
            pyrage.decrypt_io(sealed, plain, [identity])
    except (pyrage.DecryptError, OSError) as problem:
        raise Unusable(
            f"{file} does not open: it is damaged, or this is the key of another instance. Nothing was changed."
        ) from problem
    return packed


def _unpack(packed: Path, work: Path, file: Path) -> dict:
    try:
        with tarfile.open(packed) as tar:
            for name in ("manifest.json", DATABASE_FILE, SECRET_FILE):
                _extract(tar, name, work)
        manifest = json.loads((work / "manifest.json").read_text(encoding="utf-8"))
        whole = manifest["format"] == "handbill-backup-1" and manifest["sha256"] == digest(work / DATABASE_FILE)
    except (tarfile.TarError, OSError, LookupError, ValueError, TypeError, RecursionError) as problem:
        raise Unusable(DAMAGED.format(file=file)) from problem
    if not whole:
        raise Unusable(DAMAGED.format(file=file))
    return manifest


def _extract(tar: tarfile.TarFile, name: str, work: Path) -> None:
    """One plain file, under its own name and nowhere else."""
    with tar.extractfile(name) as packed, (work / name).open("wb") as plain:
        shutil.copyfileobj(packed, plain)


def _put_in_place(work: Path, folder: Path, beside: Path) -> int:
    """The secret first: Django reads it when it is loaded. Returns how many cards were erased again."""
    shutil.copyfile(work / SECRET_FILE, folder / SECRET_FILE)
    (folder / SECRET_FILE).chmod(0o600)
    on_sqlite = not os.environ.get("DATABASE_URL")
    if on_sqlite:
        (work / DATABASE_FILE).replace(folder / DATABASE_FILE)
    open_instance(migrate=True, restoring=True)
    if not on_sqlite:
        return _into_postgresql(work / DATABASE_FILE, beside, folder)
    begin_a_generation()
    return erase_again_from(beside, folder)


def _into_postgresql(file: Path, *ledgers: Path) -> int:
    """One transaction over rows, generation and erasures: whoever is killed here leaves that database empty."""
    from django.db import transaction

    from handbill.desk.commands.snapshot import gather_statistics, read_snapshot

    with transaction.atomic():
        empty_database()
        read_snapshot(file)
        begin_a_generation()
        erased = erase_again_from(*ledgers)
    gather_statistics()
    return erased
