"""From nothing to the first answer, and what the server then holds in memory, beside the same server with an empty page.

    python bench/start.py [--rounds 5] [--without-demo]

Each round starts, in turn: `handbill --help`, the empty page, `handbill serve` on a data folder that is there already and,
unless told otherwise, `handbill demo` from an empty folder. CPU is that of all their processes until the first answer; it
is steadier than the clock where others use the machine. Memory is what the processes hold alone plus their share of what
they hold together (PSS). Reads /proc: Linux only. No test: nothing fails by it.
"""

import argparse
import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
TICK = os.sysconf("SC_CLK_TCK")
EMPTY = """
import multiprocessing, sys
from granian import Granian
from granian.constants import Interfaces

if __name__ == "__main__":  # its worker reads this file too
    multiprocessing.set_start_method("spawn", force=True)
    given = {"address": "127.0.0.1", "port": int(sys.argv[1]), "interface": Interfaces.WSGI}
    Granian("empty_page:page", workers=1, blocking_threads=4, **given).serve()
"""
PAGE = "def page(environ, answer):\n    answer('200 OK', [('Content-Type', 'text/plain')])\n    return [b'']\n"


def main() -> None:
    asked = _arguments()
    taken: dict[str, list[dict]] = {}
    with tempfile.TemporaryDirectory(prefix="handbill-bench-") as folder:
        there = Path(folder, "there")
        until_it_answers(_handbill("demo", there), there)  # builds what `serve` then finds
        for number in range(asked.rounds):
            taken.setdefault("help", []).append(_help())
            taken.setdefault("empty page", []).append(_empty_page(Path(folder, "empty")))
            taken.setdefault("serve", []).append(until_it_answers(_handbill("serve", there), there))
            if not asked.without_demo:
                new = Path(folder, f"new-{number}")
                taken.setdefault("demo", []).append(until_it_answers(_handbill("demo", new), new))
    _tell(taken)


def _arguments() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--without-demo", action="store_true")
    return options.parse_args()


def _handbill(command: str, folder: Path) -> list[str]:
    return [sys.executable, "-m", "handbill", command, "--data", str(folder), "--no-browser", "--port"]


def _help() -> dict:
    before, began = os.times(), time.perf_counter()
    subprocess.run([sys.executable, "-m", "handbill", "--help"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return {"wall": time.perf_counter() - began, "cpu": cpu, "memory": 0}


def _empty_page(folder: Path) -> dict:
    folder.mkdir(exist_ok=True)
    (folder / "empty_page.py").write_text(PAGE)
    (folder / "empty_server.py").write_text(EMPTY)
    return until_it_answers([sys.executable, str(folder / "empty_server.py")], folder)


def until_it_answers(command: list[str], folder: Path) -> dict:
    """Start it in a session of its own with a free port behind the command, measure at the first answer, stop it."""
    port = _free_port()
    settings = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(folder)])}
    began = time.perf_counter()
    server = subprocess.Popen(  # noqa: S603  commands of this file
        [*command, str(port)], cwd=ROOT, env=settings, start_new_session=True, stdout=subprocess.DEVNULL
    )
    try:
        while not _answers(port):
            if server.poll() is not None:
                raise SystemExit(f"{' '.join(command)} ended before it answered.")
            time.sleep(0.02)
        wall = time.perf_counter() - began
        cpu = sum(_seconds(one) for one in _of_session(server.pid))
        time.sleep(2)  # what is brought in after the first answer is memory too
        return {"wall": wall, "cpu": cpu, "memory": sum(_megabytes(one) for one in _of_session(server.pid))}
    finally:
        server.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(20)
        for left in _of_session(server.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(left, signal.SIGKILL)
        server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _answers(port: int) -> bool:
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/field/manifest.webmanifest", timeout=5).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def _of_session(leader: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and _stat(int(entry.name))[3:4] == [str(leader)]:
            found.append(int(entry.name))
    return found


def _stat(process: int) -> list[str]:
    """The fields of /proc/N/stat behind the name: state, parent, process group, session, ..."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def _seconds(process: int) -> float:
    """Its own CPU and that of its children which ended already."""
    return sum(int(ticks) for ticks in _stat(process)[11:15]) / TICK


def _megabytes(process: int) -> float:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0


def _tell(taken: dict[str, list[dict]]) -> None:
    page = median(one["cpu"] for one in taken["empty page"])
    print("              seconds    CPU   of the empty page   MB")
    for name, rounds in taken.items():
        wall, cpu, memory = (median(one[what] for one in rounds) for what in ("wall", "cpu", "memory"))
        print(f"{name:12} {wall:8.2f} {cpu:6.2f} {cpu / page:14.1f} {memory:10.0f}")


if __name__ == "__main__":
    main()
