"""What `import` and `restore` share: nobody serves what is half put back, and what was erased since is erased again."""

import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from handbill.base.instance import DATABASE_FILE, ERASED_FILE, SECRET_FILE, Unusable
from handbill.desk.commands.opening import RESTORING_FILE

ID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
ERASURE = re.compile(rf"^\S+ ({ID}) ({ID})$", re.MULTILINE)  # a disk that filled up may have cut a line short
WORK = "restore-"


@contextmanager
def under_way(folder: Path, doing: str) -> Iterator[None]:
    """Between the two a start is refused. What a killed run left is taken away first; one that failed takes its own away.

    The ledger of erasures stays in any case.
    """
    if (folder / RESTORING_FILE).exists():
        _take_away(folder, _ours(folder))
    elif (folder / DATABASE_FILE).exists():
        raise Unusable(
            f"There is a Handbill in {folder} already. Nothing was changed. {doing} into an empty folder with --data DIR."
        )
    kept = set(folder.iterdir())
    (folder / RESTORING_FILE).touch()
    try:
        yield
    except BaseException:
        _take_away(folder, set(folder.iterdir()) - kept)
        raise
    (folder / RESTORING_FILE).unlink()


def _ours(folder: Path) -> set[Path]:
    return {folder / RESTORING_FILE, folder / SECRET_FILE, *folder.glob(f"{DATABASE_FILE}*"), *folder.glob(f"{WORK}*")}


def _take_away(folder: Path, paths: Iterable[Path]) -> None:
    """The marker goes last: whoever is killed here as well begins where this began."""
    from django.apps import apps

    if apps.ready:
        from django.db import connections

        connections.close_all()
    for path in sorted(paths, key=lambda path: path.name == RESTORING_FILE):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def empty_database() -> None:
    """Raises Unusable where a group is in it."""
    from handbill.accounts.models import Group, Instance

    if Group.objects.exists():
        raise Unusable("There is a group in that database already. Nothing was changed. Name an empty one.")
    Instance.objects.all().delete()


def begin_a_generation() -> None:
    """Phones will offer again what they have sent; everybody signs in anew."""
    from handbill.accounts.models import Instance, Session

    Session.objects.all().delete()
    Instance.objects.get().note_restore()


def erase_again_from(*folders: Path) -> int:
    """Whom the ledgers in these folders name; returns how many cards there were."""
    from handbill.people.actions import erase_again

    ledgers = [folder / ERASED_FILE for folder in dict.fromkeys(folder.resolve() for folder in folders)]
    texts = [ledger.read_text(encoding="ascii") for ledger in ledgers if ledger.exists()]
    return erase_again([pair for text in texts for pair in ERASURE.findall(text)])
