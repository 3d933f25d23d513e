"""Everything out as one file and back again, each table the same; a damaged file changes nothing."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import psycopg
import pytest

from tests.browser.stage import Server

DIGESTS = """
import json, django
django.setup()
from handbill.desk.commands.digests import digest_of
from handbill.desk.commands.snapshot import copied_models
told = {m._meta.db_table: digest_of(m, "default") for m in copied_models() if m.__name__ != "Instance"}
print(json.dumps(told))
"""
KILLED = """
import importlib, os, signal, sys
command = importlib.import_module("handbill.desk.commands." + sys.argv[1])
command.erase_again_from = lambda *ledgers: os.kill(os.getpid(), signal.SIGKILL)
from handbill.__main__ import main
main(sys.argv[1:])
"""


def called(folder: Path, *words: str, url: str = "") -> subprocess.CompletedProcess:
    env = {**os.environ, "DATABASE_URL": url}
    env |= {"HANDBILL_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "handbill.settings"}
    return subprocess.run([sys.executable, *words], env=env, capture_output=True, text=True, timeout=120)


def handbill(folder: Path, *words: str, url: str = "") -> subprocess.CompletedProcess:
    return called(folder, "-m", "handbill", *words, "--data", str(folder), url=url)


def digests(folder: Path, url: str = "") -> str:
    told = called(folder, "-c", DIGESTS, url=url)
    assert told.returncode == 0, told.stderr
    return told.stdout


def killed(folder: Path, command: str, *words: str, url: str = "") -> None:
    """Dies with everything put back but the last."""
    there = called(folder, "-c", KILLED, command, *words, "--data", str(folder), url=url)
    assert there.returncode == -9, there.stderr
    assert "was broken off" in handbill(folder, "facts", url=url).stderr


@pytest.fixture(scope="module")
def written(founded, tmp_path_factory) -> Path:
    file = tmp_path_factory.mktemp("written") / "whole.zip"
    done = handbill(founded, "export", str(file))
    assert done.returncode == 0, done.stderr
    return file


@pytest.fixture(scope="module")
def backup(founded, tmp_path_factory) -> tuple[Path, Path]:
    """A backup and the key that opens it."""
    place = tmp_path_factory.mktemp("backup")
    key = re.search(r"AGE-SECRET-KEY-\S+", (founded.parent / "server.log").read_text()).group()
    (place / "backup.key").write_text(key)
    done = handbill(founded, "backup", str(place / "union.backup"))
    assert done.returncode == 0, done.stderr
    return place / "union.backup", place / "backup.key"


@pytest.fixture
def house(founded, tmp_path) -> Path:
    if not os.environ.get("HANDBILL_WHOLE_DEMO"):
        return founded
    server = Server(tmp_path / "demo").start()
    server.stop()
    return tmp_path / "demo"


def test_what_was_written_comes_back_with_equal_digests(founded, written, tmp_path):
    there = tmp_path / "there"
    done = handbill(there, "import", str(written))
    assert done.returncode == 0, done.stderr
    assert digests(founded) == digests(there) and '"people_card": [2' in digests(there)
    assert (there / "secret.key").read_bytes() == (founded / "secret.key").read_bytes()


def test_no_card_is_open_in_it(written):
    with zipfile.ZipFile(written) as whole:
        assert all(b"quill" not in whole.read(name).lower() for name in whole.namelist())
    assert written.stat().st_mode & 0o077 == 0


def test_a_file_that_was_changed_is_refused_and_leaves_nothing(written, tmp_path):
    changed, there = tmp_path / "changed.zip", tmp_path / "there"
    with zipfile.ZipFile(written) as whole, zipfile.ZipFile(changed, "w") as other:
        for name in whole.namelist():
            text = whole.read(name)
            other.writestr(name, text.replace(b"London", b"Lisbon") if name.startswith("tables/") else text)
    done = handbill(there, "import", str(changed))
    assert done.returncode == 1 and "not as it was written" in done.stderr
    assert list(there.iterdir()) == []


def test_a_full_folder_and_a_strange_file_are_refused(founded, written, tmp_path):
    assert "already" in handbill(founded, "import", str(written)).stderr
    strange = tmp_path / "strange.zip"
    strange.write_bytes(b"PK no zip")
    assert handbill(tmp_path / "there", "import", str(strange)).returncode == 2
    assert "there already" in handbill(founded, "export", str(written)).stderr


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
from handbill.__main__ import main
sys.exit(main(sys.argv[2:]))
"""


@pytest.mark.parametrize("room", [20, 200_000])  # bytes of a file: too little for the secret, for the database
def test_a_full_disk_is_said_and_leaves_nothing(room, written, tmp_path):
    there = called(tmp_path / "new", "-c", LIMITED, str(room), "import", str(written), "--data", str(tmp_path / "new"))
    assert there.returncode == 1 and "Nothing of it was kept." in there.stderr and "Traceback" not in there.stderr
    assert handbill(tmp_path / "new", "import", str(written)).returncode == 0


def test_an_erased_card_does_not_come_back(written, tmp_path):
    """The ledger beside the file knows what was erased since."""
    import json

    beside = tmp_path / "beside"
    beside.mkdir()
    shutil.copy(written, beside / "whole.zip")
    with zipfile.ZipFile(written) as whole:
        card = json.loads(whole.read("tables/people_card.jsonl").splitlines()[0])
    (beside / "erased.ledger").write_text(f"2026-11-23T12:00:00+00:00 {card['person_id']} {card['group_id']}\n")
    done = handbill(tmp_path / "there", "import", str(beside / "whole.zip"))
    assert "erased again: 1" in done.stdout, done.stderr


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_a_killed_import_is_not_served_and_goes_again(engine, founded, written, tmp_path, request):
    there, url = tmp_path / "there", request.getfixturevalue("empty") if engine == "postgresql" else ""
    killed(there, "import", str(written), url=url)
    done = handbill(there, "import", str(written), url=url)
    assert done.returncode == 0, done.stderr
    assert digests(there, url) == digests(founded)


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_a_killed_restore_is_not_served_and_goes_again(engine, founded, backup, tmp_path, request):
    there, url = tmp_path / "there", request.getfixturevalue("empty") if engine == "postgresql" else ""
    file, key = backup
    killed(there, "restore", "--key", str(key), str(file), url=url)
    done = handbill(there, "restore", "--key", str(key), str(file), url=url)
    assert done.returncode == 0, done.stderr
    assert digests(there, url) == digests(founded)
    assert not list(there.glob("restore-*")), "what was unpacked is gone"


def test_from_file_to_postgresql_and_back_every_table_is_the_same(house, empty, tmp_path):
    """`HANDBILL_WHOLE_DEMO=1` takes the year of the demo instead of two people met."""
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    before = digests(house)
    for step in (
        handbill(house, "export", str(first)),
        handbill(tmp_path / "away", "import", str(first), url=empty),
        handbill(tmp_path / "away", "export", str(second), url=empty),
        handbill(tmp_path / "back", "import", str(second)),
    ):
        assert step.returncode == 0, step.stderr
    assert before == digests(tmp_path / "away", empty) == digests(tmp_path / "back")
    with psycopg.connect(empty) as asked:
        known = asked.execute("SELECT count(*) FROM pg_stats WHERE tablename = 'facts_fact'").fetchone()[0]
    assert known, "the planner knows nothing of what was imported"
