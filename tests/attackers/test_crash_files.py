"""Whoever has the disk after a crash: no process of the server writes its memory, with cards and keys in it, to a file."""

import resource
from pathlib import Path

import pytest

from tests.browser.stage import Server


@pytest.fixture
def generous():
    """Where the machine lets it, core files are allowed to whoever starts the server."""
    soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
    yield
    resource.setrlimit(resource.RLIMIT_CORE, (soft, hard))


@pytest.fixture
def server(tmp_path, generous):
    started = Server(tmp_path / "data", "serve").start()
    yield started
    started.stop()


def core_sizes_of(pid: int) -> list[str]:
    """Soft and hard limit of a process and of all that it began."""
    (line,) = [
        line for line in Path(f"/proc/{pid}/limits").read_text().splitlines() if line.startswith("Max core file size")
    ]
    begun = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [" ".join(line.split()[4:6]), *(size for child in begun for size in core_sizes_of(int(child)))]


def test_no_process_of_the_server_may_write_one(server):
    assert set(core_sizes_of(server.process.pid)) == {"0 0"}
