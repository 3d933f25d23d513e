"""An order given at a real server: it goes on when the worker that took it is replaced, and waits for a click after a restart."""

import os
import shutil
import signal
import sqlite3
import time
import uuid
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from handbill.mail.tests.desk_over_http import Desk
from handbill.mail.tests.postboxes import Postbox, open_postbox
from handbill.mail.tests.sending_process import READERS
from handbill.mail.tests.test_killed import EVERYBODY, founded, steps  # noqa: F401
from tests.browser.stage import Server


@pytest.fixture
def box():
    box = Postbox(takes_groups=True)
    box.plan = dict.fromkeys(range(500), "slow 0.15")
    with open_postbox(box):
        yield box


@pytest.fixture
def server(founded, tmp_path, box):  # noqa: F811
    """Forty readers, a letter, and a mail account that writes to the box; nothing but the files of an instance."""
    folder = Path(shutil.copytree(founded, tmp_path / "instance"))
    with sqlite3.connect(folder / "handbill.sqlite3") as database:
        database.execute("UPDATE mail_mailaccount SET port = ?", [box.port])
    database.close()
    server = Server(folder, "serve")
    yield server
    server.stop()


def letter_of(folder: Path) -> str:
    with sqlite3.connect(folder / "handbill.sqlite3") as database:
        (id,) = database.execute("SELECT id FROM mail_mailing").fetchone()
    database.close()
    return f"/mailings/{uuid.UUID(bytes=bytes(id))}/"


def workers_of(server: Server) -> set[int]:
    """The processes that answer pages: those children of the server that were started anew by multiprocessing."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            is_worker = b"spawn_main" in (folder / "cmdline").read_bytes()
        except (OSError, ValueError):
            continue
        if parent == server.process.pid and is_worker:
            found.add(int(folder.name))
    return found


def wait_until(is_so: Callable[[], bool], sentence: str, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, sentence
        time.sleep(0.02)


def give_order(desk: Desk, letter: str) -> None:
    assert f"Send it to <mark>{READERS} people?" in desk.get(f"{letter}order/")
    assert f"Ordered, for {READERS} people." in desk.post(f"{letter}order/", people=str(READERS), sure="yes")


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_a_worker_that_is_replaced_in_the_middle_is_not_missed(server, box, how):
    server.start()
    letter, desk = letter_of(server.data), Desk(server.port).sign_in("ada")
    give_order(desk, letter)
    wait_until(lambda: len(box.came) >= 5, "it did not begin")
    before = workers_of(server)
    assert before, "which process answers pages?"
    for worker in before:
        os.kill(worker, how)
    wait_until(lambda: workers_of(server) - before and not workers_of(server) & before, "no new worker came")
    desk.await_page(letter, f"Sent to {READERS} people.")
    assert Counter(box.addresses) == dict.fromkeys(EVERYBODY, 1)


def test_a_restart_is_a_pause_and_one_click_goes_on(server, box):
    server.start()
    letter, desk = letter_of(server.data), Desk(server.port).sign_in("ada")
    give_order(desk, letter)
    wait_until(lambda: len(box.came) >= 5, "it did not begin")
    server.stop(signal.SIGKILL)
    came = len(box.came)
    server.start()
    time.sleep(2)
    assert len(box.came) <= came + 1, "nobody went on, and yet mails go out"

    forget_the_lease(server.data)
    desk.sign_in("ada")
    assert "Paused:" in desk.get(letter)
    assert "Going on:" in desk.post(f"{letter}going-on/", unknown="leave")
    desk.await_page(letter, "Sent to ")
    found = steps(server.data)
    assert found["unknown"] <= 1
    assert found["sent"] + found["unknown"] == READERS
    assert max(Counter(box.addresses).values()) == 1, "somebody got it twice"


def forget_the_lease(folder: Path) -> None:
    """Three minutes of silence, without waiting for them."""
    with sqlite3.connect(folder / "handbill.sqlite3", timeout=20) as database:
        database.execute("UPDATE mail_mailing SET beat_at = datetime(beat_at, '-4 minutes')")
    database.close()
