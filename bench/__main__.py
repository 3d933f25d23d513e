"""Every program of this folder, one after the other, and whether the machine was ours meanwhile: `python3 dev.py bench [NAME ...]`.

Named ones only, or all that need no packages besides those of the project (`duplicates` and `real_counts` say which they
need). What follows `--` is handed to each program: `dev.py bench ingest -- --facts 1000000`. A run during which others
took more than a twentieth of the machine is called void: its ratios lean towards whoever waits less.
"""

import os
import platform
import resource
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
NO_PROGRAMS = {"__main__", "made"}
THEIR_OWN_PACKAGES = {"duplicates", "real_counts"}
OTHERS_MAY_TAKE = 0.05
TICK = os.sysconf("SC_CLK_TCK")


def main(arguments: list[str]) -> int:
    names, options = _parted(arguments)
    there = {file.stem for file in HERE.glob("*.py")} - NO_PROGRAMS
    if unknown := set(names) - there:
        print(f"There is no {', '.join(sorted(unknown))} here; there are {', '.join(sorted(there))}.", file=sys.stderr)
        return 2
    print(f"{time.strftime('%d %B %Y, %H:%M')}, {_machine()}")
    return max(_run(name, options) for name in names or sorted(there - THEIR_OWN_PACKAGES))


def _parted(arguments: list[str]) -> tuple[list[str], list[str]]:
    at = arguments.index("--") if "--" in arguments else len(arguments)
    return arguments[:at], arguments[at + 1 :]


def _machine() -> str:
    return f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}, Python {platform.python_version()}"


def _run(name: str, options: list[str]) -> int:
    print(f"\n== {name}", flush=True)
    before, ours, began = _machine_busy(), _children(), time.monotonic()
    ended = subprocess.call([sys.executable, str(HERE / f"{name}.py"), *options])  # noqa: S603  a name of this folder
    all_of_it = (time.monotonic() - began) * (os.cpu_count() or 1)
    busy, stolen = (now - then for now, then in zip(_machine_busy(), before, strict=True))
    print(_verdict(max(0.0, busy - (_children() - ours)) / all_of_it, stolen / all_of_it), flush=True)
    return ended


def _machine_busy() -> tuple[float, float]:
    """Seconds of CPU that anybody used since the machine started, and seconds another machine on the same iron took."""
    user, nice, system, _idle, _io, irq, soft, stolen = map(int, Path("/proc/stat").read_text().split()[1:9])
    return (user + nice + system + irq + soft) / TICK, stolen / TICK


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _verdict(others: float, stolen: float) -> str:
    told = f"others took {others:.0%} of the machine, {stolen:.0%} was stolen from outside"
    return f"VOID: {told}" if others + stolen > OTHERS_MAY_TAKE else f"({told})"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
