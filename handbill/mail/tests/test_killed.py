"""The process that sends is killed twice on the way: nobody gets it twice, nobody is left out.

Real processes, a real mail server, SIGKILL. What nobody can know (the one mail whose full stop went out when the process
died) is shown as such, and goes out again only where the group says so, under the same Message-ID. The same at a pace at which
commits do not wait for the disk (mail.stretches), and when the whole machine went down.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from handbill.mail.tests.postboxes import Postbox, open_postbox
from handbill.mail.tests.sending_process import READERS

ROOT = Path(__file__).parents[3]
EVERYBODY = {f"reader{number}@quill.example" for number in range(READERS)}


USUAL, QUICK = 200, 36_000  # mails an hour


def process(folder: Path, *words: str, pace: int = USUAL, **more) -> subprocess.Popen:
    env = {**os.environ, "HANDBILL_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "handbill.settings", "PACE": str(pace)}
    env.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "handbill.mail.tests.sending_process", *map(str, words)]
    return subprocess.Popen(command, cwd=ROOT, env=env, **more)


@pytest.fixture(scope="module")
def founded(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("founded")
    assert process(folder, "found", 1).wait(120) == 0
    return folder


@pytest.fixture
def folder(founded, tmp_path) -> Path:
    return Path(shutil.copytree(founded, tmp_path / "instance"))


@pytest.fixture(params=[True, False], ids=["PIPELINING", "one by one"])
def slow_box(request):
    """A server that takes its time, and hangs up in the middle of one mail."""
    box = Postbox(takes_groups=request.param)
    box.plan = dict.fromkeys(range(500), "slow 0.03") | {6: "drop"}
    with open_postbox(box):
        yield box


def kill_after(mails: int, box: Postbox, running: subprocess.Popen) -> None:
    end = time.monotonic() + 60
    while len(box.came) < mails:
        assert running.poll() is None, "it ended before it was killed"
        assert time.monotonic() < end, "it did not send"
        time.sleep(0.001)
    running.kill()
    running.wait()


def steps(folder: Path) -> Counter:
    with sqlite3.connect(folder / "handbill.sqlite3") as database:
        found = Counter(step for (step,) in database.execute("SELECT step FROM mail_recipient"))
    database.close()
    return found


def announced(folder: Path) -> int:
    """How many stand on the disk as part of a quick stretch."""
    with sqlite3.connect(folder / "handbill.sqlite3") as database:
        (found,) = database.execute("SELECT count(*) FROM mail_recipient WHERE announced_at IS NOT NULL").fetchone()
    database.close()
    return found


@pytest.mark.parametrize(
    ("slow_box", "choice", "pace"),
    [(True, "leave", USUAL), (False, "again", USUAL), (True, "again", QUICK), (False, "leave", QUICK)],
    indirect=["slow_box"],
)
def test_killed_twice_and_resumed(folder, slow_box, choice, pace):
    kill_after(11, slow_box, process(folder, "order", slow_box.port, pace=pace))
    assert steps(folder)["sending"] <= 1
    assert (announced(folder) > 0) == (pace == QUICK), "it did not go the way that is tried here"
    kill_after(25, slow_box, process(folder, "resume", slow_box.port, choice, pace=pace))
    assert steps(folder)["sending"] <= 1
    assert process(folder, "resume", slow_box.port, choice, pace=pace).wait(90) == 0

    came, found = Counter(slow_box.addresses), steps(folder)
    assert sum(found.values()) == READERS
    if choice == "leave":
        assert max(came.values()) == 1, "somebody got it twice"
        assert len(came) >= READERS - found["unknown"], "somebody was left out"
        assert found["unknown"] <= 3  # two kills and the line that broke
        assert found["sent"] + found["unknown"] == READERS
    else:
        assert set(came) == EVERYBODY, "somebody was left out"
        assert found == {"sent": READERS}
        assert sum(came.values()) - READERS <= 3
        assert len({mail["Message-ID"] for mail in slow_box.came}) == READERS, "a second mail had another number"


@pytest.mark.parametrize("slow_box", [True], indirect=True)
def test_when_the_machine_went_down_nothing_of_a_quick_stretch_is_sent_twice(folder, slow_box):
    kill_after(11, slow_box, process(folder, "order", slow_box.port, pace=QUICK))
    went_down(folder)
    doubtful = announced(folder) - steps(folder)["sent"]
    assert process(folder, "resume", slow_box.port, "leave", pace=QUICK).wait(90) == 0
    found = steps(folder)
    assert found["unknown"] >= doubtful > 0, "what may have gone was not said to be unknown"
    assert found["sent"] + found["unknown"] == READERS
    assert max(Counter(slow_box.addresses).values()) == 1, "somebody got it twice"


def went_down(folder: Path) -> None:
    """Another start of the machine, and the commits of the last moments, which did not wait for the disk, are gone."""
    with sqlite3.connect(folder / "handbill.sqlite3") as database:
        database.execute("UPDATE mail_mailing SET boot = 'another start'")
        lost = "SELECT id FROM mail_recipient WHERE step = 'sent' ORDER BY tried_at DESC LIMIT 5"
        database.execute(f"UPDATE mail_recipient SET step = 'planned', tries = 0 WHERE id IN ({lost})")  # noqa: S608
    database.close()


@pytest.mark.parametrize("slow_box", [True], indirect=True)
def test_nothing_on_the_disk_of_a_killed_process_opens(folder, slow_box):
    kill_after(5, slow_box, process(folder, "order", slow_box.port))
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert files
    for file in files:
        content = file.read_bytes()
        for word in ("reader7@", "quill.example", "Reader 7"):
            assert word.encode() not in content
            assert word.encode("utf-16-le") not in content
