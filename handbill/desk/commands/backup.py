"""`handbill backup FILE`: everything in one file, encrypted with age to the operator's backup key.

Where FILE is a folder, the file gets a name with the time, and older ones of that name go (see backups_kept).

Inside: a tar with manifest.json (version, made_at, sha256 of the database), handbill.sqlite3 and secret.key. The cards in
the database stay sealed to the group as they always are.
"""

import argparse
import hashlib
import io
import json
import os
import tarfile
import tempfile
from pathlib import Path

from handbill import __version__
from handbill.base.instance import BACKED_UP_FILE, DATABASE_FILE, SECRET_FILE, Unusable
from handbill.desk.commands.backup_key import backup_recipient
from handbill.desk.commands.backups_kept import lay_ledger_beside, name_at, throw_away_old
from handbill.desk.commands.opening import open_instance


def run(options: argparse.Namespace) -> int:
    into_folder = options.file.is_dir()
    if options.file.exists() and not into_folder:
        raise Unusable(f"{options.file} is there already. Nothing was changed. Choose another name.")
    open_instance(migrate=False)
    file = options.file / _name() if into_folder else options.file
    folder = Path(os.environ["HANDBILL_DATA"])
    write_backup(file, folder)
    _remember(folder)
    print(f"{file}: {file.stat().st_size:,} bytes, encrypted. Only the backup key opens it.")
    if into_folder:
        _keep_few(file.parent, folder)
    return 0


def _name() -> str:
    from handbill.base.clock import now

    return name_at(now())


def _keep_few(backups: Path, folder: Path) -> None:
    """Never before the new one is whole."""
    from handbill.base.clock import now

    lay_ledger_beside(backups, folder)
    for gone in throw_away_old(backups, now().date()):
        print(f"{gone.name} is superfluous and was thrown away.")


def _remember(folder: Path) -> None:
    """So that `check` can tell how old the last one is."""
    from handbill.base.clock import now

    (folder / BACKED_UP_FILE).write_text(now().isoformat() + "\n", encoding="ascii")


def write_backup(file: Path, folder: Path) -> None:
    """Write the backup beside its name first, so that a half-written file is never mistaken for one. Raises Unusable."""
    recipient = backup_recipient(folder)
    partial = file.with_name(file.name + ".partial")
    try:
        with tempfile.TemporaryDirectory(dir=folder, prefix="backup-") as work:
            _encrypt(_packed(Path(work), folder), partial, recipient)
        partial.replace(file)
    except OSError as problem:
        partial.unlink(missing_ok=True)
        raise Unusable(
            f"The backup could not be written ({problem.strerror}). The group's data is as it was. Free some space or choose another place."
        ) from problem


def _packed(work: Path, folder: Path) -> Path:
    from handbill.base.clock import now
    from handbill.desk.commands.snapshot import write_snapshot

    database = work / DATABASE_FILE
    write_snapshot(database)
    manifest = {
        "format": "handbill-backup-1",
        "version": __version__,
        "made_at": now().isoformat(),
        "sha256": digest(database),
    }
    packed = work / "backup.tar"
    with tarfile.open(packed, "w") as tar:
        _add_bytes(tar, "manifest.json", json.dumps(manifest, indent=1).encode())
        tar.add(database, DATABASE_FILE)
        tar.add(folder / SECRET_FILE, SECRET_FILE)
    return packed


def _add_bytes(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    tar.addfile(entry, io.BytesIO(content))


def _encrypt(packed: Path, target: Path, recipient) -> None:
    import pyrage

    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with packed.open("rb") as plain, os.fdopen(descriptor, "wb") as sealed:
        pyrage.encrypt_io(plain, sealed, [recipient])
        sealed.flush()
        os.fsync(sealed.fileno())


def digest(file: Path) -> str:
    """SHA-256 of a file, in hex."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
