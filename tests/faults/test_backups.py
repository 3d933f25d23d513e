"""Last night's backup: whole although phones were sending, equal when it is put back, refused with a sentence when it is damaged."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser.stage import ROOT, Server
from tests.faults import drawn
from tests.faults.instance import Instance, own_database, run_on
from tests.faults.test_killed_server import Stall, sends_all

DIGESTS = """
import json, sys
from pathlib import Path
from handbill.base.instance import use_folder
use_folder(Path(sys.argv[1]))
from handbill.desk.commands.opening import open_instance
open_instance(migrate=False)
from handbill.desk.commands.digests import digest_of
from handbill.desk.commands.snapshot import copied_models
print(json.dumps({model._meta.db_table: digest_of(model, "default") for model in copied_models()}))
"""
OF_ITS_OWN = {"accounts_instance"}  # the generation is meant to differ


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A group with what three phones noted while the backup was made; the backup, its key, what had been acknowledged before."""
    place = tmp_path_factory.mktemp("kept")
    (place / "data").mkdir()
    instance = Instance(place / "data", own_database(run_on()))
    instance.server.start()
    key = re.search(r"AGE-SECRET-KEY-\S+", (place / "server.log").read_text()).group()
    (place / "backup.key").write_text(key)
    stalls = [Stall(instance.phone(), f"{number}") for number in range(3)]
    acknowledged = set()
    while len(acknowledged) < 60:
        acknowledged = {id for stall in stalls for id in list(stall.phone.sent)}
    told = instance.server.run("backup", str(place / "under-load.backup"))
    for stall in stalls:
        stall.close()
        assert sends_all(stall.phone)
    assert told.returncode == 0, told.stderr
    yield instance, place, acknowledged
    instance.server.stop()


def restored(place: Path, folder: Path, backup: str) -> tuple[Server, subprocess.CompletedProcess]:
    """A server on an empty folder, and an empty database where the tests run on PostgreSQL, after `restore`."""
    folder.mkdir(exist_ok=True)
    server = Server(folder, "serve", own_database(run_on()))
    return server, server.run("restore", "--key", str(place / "backup.key"), str(place / backup))


def digests(server: Server) -> dict:
    asked = [sys.executable, "-c", DIGESTS, str(server.data)]
    told = subprocess.run(asked, capture_output=True, text=True, env=server._environment(), cwd=ROOT, check=False)
    assert told.returncode == 0, told.stderr
    return {name: digest for name, digest in json.loads(told.stdout).items() if name not in OF_ITS_OWN}


def test_a_backup_made_while_phones_send_is_of_one_moment(kept, tmp_path):
    instance, place, acknowledged = kept
    server, told = restored(place, tmp_path / "data", "under-load.backup")
    assert told.returncode == 0, told.stderr
    there = {fact["id"]: fact for fact in server.facts()}
    now = {fact["id"]: fact for fact in instance.server.facts()}
    assert acknowledged <= there.keys() <= now.keys()
    assert len(there) < len(now), "nobody sent anything while it was made"
    assert all(there[id] == now[id] for id in there)
    counted = digests(server)
    contacts = sum(fact["kind"] == "contact" for fact in there.values())
    assert [counted[table][0] for table in ("people_person", "people_card", "followup_followup")] == [contacts] * 3


def test_what_is_put_back_is_equal_table_by_table(kept, tmp_path):
    instance, place, _acknowledged = kept
    instance.server.stop()
    before = digests(instance.server)
    assert instance.server.run("backup", str(place / "at-rest.backup")).returncode == 0
    server, told = restored(place, tmp_path / "data", "at-rest.backup")
    assert told.returncode == 0, told.stderr
    assert digests(server) == before
    assert before["facts_fact"][0] > 60


def test_whatever_is_damaged_or_no_backup_is_refused_and_leaves_the_folder_empty(kept, tmp_path):
    _instance, place, _acknowledged = kept
    whole = (place / "under-load.backup").read_bytes()
    for name, content in damaged(whole).items():
        (place / "damaged.backup").write_bytes(content)
        server, told = restored(place, tmp_path / "data", "damaged.backup")
        assert told.returncode == 2, name
        assert "Nothing was changed." in told.stderr and "Traceback" not in told.stderr, (name, told.stderr)
        assert list(server.data.iterdir()) == [], name


def damaged(whole: bytes) -> dict[str, bytes]:
    """A cut, a flipped bit, and files that are something else."""
    chance = drawn("damaged backup")
    at = chance.randrange(len(whole))
    return {
        f"cut at {at}": whole[:at],
        "its last byte missing": whole[:-1],
        f"a bit flipped at {at}": whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :],
        "empty": b"",
        "a picture": b"\x89PNG\r\n\x1a\n" + bytes(2000),
    }


def test_the_key_of_another_instance_opens_nothing(kept, tmp_path):
    _instance, place, _acknowledged = kept
    from pyrage import x25519

    other = tmp_path / "other"
    other.mkdir()
    (other / "backup.key").write_text(str(x25519.Identity.generate()))
    shutil.copy(place / "under-load.backup", other)
    server, told = restored(other, tmp_path / "data", "under-load.backup")
    assert told.returncode == 2 and "the key of another instance" in told.stderr
    assert list(server.data.iterdir()) == []


def test_a_restore_that_was_broken_off_is_not_served(kept, tmp_path):
    _instance, place, _acknowledged = kept
    server, told = restored(place, tmp_path / "data", "under-load.backup")
    assert told.returncode == 0, told.stderr
    (server.data / "restore-under-way").touch()
    for command in ("serve", "facts"):
        told = server.run(command, *(["--no-browser"] if command == "serve" else []))
        assert told.returncode == 2 and "was broken off" in told.stderr
