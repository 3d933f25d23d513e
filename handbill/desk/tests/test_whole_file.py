"""Everything out as one file and back again, each table the same; a damaged file changes nothing."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.faults.instance import Instance

DIGESTS = """
import json, django
django.setup()
from handbill.desk.commands.digests import digest_of
from handbill.desk.commands.snapshot import copied_models
told = {m._meta.db_table: digest_of(m, "default") for m in copied_models() if m.__name__ != "Instance"}
print(json.dumps(told))
"""


def called(folder: Path, *words: str) -> subprocess.CompletedProcess:
    env = {key: value for key, value in os.environ.items() if key not in ("DATABASE_URL", "HANDBILL_DATA")}
    env |= {"HANDBILL_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "handbill.settings"}
    return subprocess.run([sys.executable, *words], env=env, capture_output=True, text=True, timeout=120)


def handbill(folder: Path, *words: str) -> subprocess.CompletedProcess:
    return called(folder, "-m", "handbill", *words, "--data", str(folder))


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A group, an outing and two people met by a phone."""
    folder = tmp_path_factory.mktemp("whole") / "data"
    folder.mkdir(mode=0o700)
    instance = Instance(folder, "")
    instance.server.start()
    phone = instance.phone()
    for _ in range(2):
        phone.contact()
    assert phone.send()
    instance.server.stop()
    return folder


@pytest.fixture(scope="module")
def written(folder) -> Path:
    file = folder.parent / "whole.zip"
    done = handbill(folder, "export", str(file))
    assert done.returncode == 0, done.stderr
    return file


def test_what_was_written_comes_back_with_equal_digests(folder, written, tmp_path):
    there = tmp_path / "there"
    done = handbill(there, "import", str(written))
    assert done.returncode == 0, done.stderr
    before, after = called(folder, "-c", DIGESTS), called(there, "-c", DIGESTS)
    assert before.stdout == after.stdout and '"people_card": [2' in after.stdout
    assert (there / "secret.key").read_bytes() == (folder / "secret.key").read_bytes()


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


def test_a_full_folder_and_a_strange_file_are_refused(folder, written, tmp_path):
    assert "already" in handbill(folder, "import", str(written)).stderr
    strange = tmp_path / "strange.zip"
    strange.write_bytes(b"PK no zip")
    assert handbill(tmp_path / "there", "import", str(strange)).returncode == 2
    assert "there already" in handbill(folder, "export", str(written)).stderr


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
