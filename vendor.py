"""Other people's browser code, pinned: `python3 vendor.py` fetches it anew, `python3 vendor.py --check` needs no network.

vendor.toml names packages and files; vendor.lock holds a sum of every package and of every file that came of it. The
check fails on a changed file, a missing one, and one in a folder named `vendor` that nobody listed.
"""

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
LOCK = HERE / "vendor.lock"
BANNER = "// @ts-nocheck\n// {names}: put together by vendor.py, licences beside this file.\n"


def main(arguments: list[str]) -> int:
    plan = tomllib.loads((HERE / "vendor.toml").read_text(encoding="utf-8"))
    if arguments == ["--check"]:
        return report(faults(plan))
    if arguments not in ([], ["--new"]):
        print(__doc__.strip(), "\n--new   take what comes and write vendor.lock (after changing vendor.toml)")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        return fetch(plan, Path(folder), is_new=bool(arguments))


def faults(plan: dict) -> list[str]:
    """What differs from vendor.lock, each as a line."""
    locked = read_lock()["files"]
    found = {name for name in locked if (HERE / name).is_file()}
    changed = [f"changed: {name}" for name in found if sum_of(HERE / name) != locked[name]]
    missing = [f"missing: {name}" for name in {*locked, *targets(plan)} - found]
    unlisted = [f"not listed: {name}" for name in vendored() - set(locked)]
    return sorted(changed + missing + unlisted)


def vendored() -> set[str]:
    files = (file for folder in (HERE / "handbill").rglob("vendor") for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(HERE).as_posix() for file in files}


def targets(plan: dict) -> set[str]:
    return {piece["to"] for piece in [*plan.get("bundles", []), *plan.get("copies", [])]}


def fetch(plan: dict, folder: Path, is_new: bool) -> int:
    """Installs the packages aside, holds them to the lock, makes the files and holds those to it too."""
    install(plan, folder)
    packages = integrity(plan, folder)
    if not is_new and packages != read_lock()["packages"]:
        return report(["another package came than vendor.lock names; nothing was changed"])
    for piece in plan.get("bundles", []):
        bundle(plan, folder, piece)
    for piece in plan.get("copies", []):
        copy(folder, piece)
    if is_new:
        write_lock(packages, {name: sum_of(HERE / name) for name in sorted(targets(plan))})
    return report(faults(plan))


def install(plan: dict, folder: Path) -> None:
    wanted = [f"{name}@{package['version']}" for name, package in plan["packages"].items()]
    tools = [f"{name}@{version}" for name, version in plan["tools"].items()]
    (folder / "package.json").write_text('{"private": true}')
    npm("install", "--save-exact", "--no-fund", "--no-audit", "--silent", *wanted, *tools, cwd=folder)


def integrity(plan: dict, folder: Path) -> dict[str, str]:
    """The sum of each package as its registry signed it, under `name@version`."""
    installed = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    rows = {name: installed[f"node_modules/{name}"] for name in sorted([*plan["packages"], *plan["tools"]])}
    return {f"{name}@{row['version']}": row["integrity"] for name, row in rows.items()}


def bundle(plan: dict, folder: Path, piece: dict) -> None:
    entry = folder / "entry.js"
    entry.write_text(piece["entry"], encoding="utf-8")
    options = ["--bundle", "--format=esm", "--target=es2022", "--legal-comments=none", "--charset=utf8"]
    whole = subprocess.run([tool(folder, "esbuild"), entry.name, *options], cwd=folder, check=True, capture_output=True)
    # The same name in another file got a number behind it.
    silent = [name + number for name in piece.get("silent", []) for number in ("", "2", "3")]
    short = ["--module", "--mangle", "--compress", f"passes=3,pure_funcs=[{','.join(silent)}]"]
    made = subprocess.run(
        [tool(folder, "terser"), *short], input=whole.stdout, cwd=folder, check=True, capture_output=True
    )
    used = [name for name in plan["packages"] if name in piece["entry"]]
    names = ", ".join(f"{name} {plan['packages'][name]['version']}" for name in used)
    target = HERE / piece["to"]
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(BANNER.format(names=names).encode() + made.stdout)


def copy(folder: Path, piece: dict) -> None:
    target = HERE / piece["to"]
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(folder / "node_modules" / piece["package"] / piece["from"], target)


def tool(folder: Path, name: str) -> str:
    return str(folder / "node_modules" / ".bin" / name)


def npm(*arguments: str, cwd: Path) -> None:
    program = shutil.which("npm")
    if not program:
        sys.exit("npm is missing: it is needed to fetch, not to check.")
    subprocess.run([program, *arguments], cwd=cwd, check=True)


def read_lock() -> dict:
    if not LOCK.exists():
        return {"packages": {}, "files": {}}
    return json.loads(LOCK.read_text(encoding="utf-8"))


def write_lock(packages: dict[str, str], files: dict[str, str]) -> None:
    LOCK.write_text(json.dumps({"packages": packages, "files": files}, indent=1) + "\n", encoding="utf-8")


def sum_of(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def report(lines: list[str]) -> int:
    print("\n".join(lines) if lines else "vendored files: as listed")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
