"""One door for working on Handbill: `python3 dev.py demo | test | check | bench | docs | run ... | lock`. Standard library only.

demo   runs the product with invented data            (makes .venv/run-3.x from requirements.lock)
test   runs every test on SQLite and on PostgreSQL    (makes .venv/dev-3.x from requirements-dev.lock)
check  format, lint, directions, types, words, vendored files, documents
bench  measures speed against references of the same run: dev.py bench [NAME ...] [-- OPTION ...]
docs   writes the documents as a site of plain pages: dev.py docs [FOLDER]
run    hands its arguments to the command `handbill`
lock   writes both lock files anew from pyproject.toml (needs uv on the path)
"""

import contextlib
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
LOCKS = {"run": "requirements.lock", "dev": "requirements-dev.lock"}


def main(arguments):
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        stop(f"Handbill needs Python 3.11, 3.12 or 3.13; this is {VERSION}. Call it as python3.11 dev.py")
    doors = {"demo": demo, "test": test, "check": check, "bench": bench, "docs": docs, "run": run, "lock": lock}
    if not arguments or arguments[0] not in doors:
        stop(__doc__.strip())
    return doors[arguments[0]](arguments[1:])


def demo(arguments):
    return call([venv("run"), "-m", "handbill", "demo", *arguments])


def run(arguments):
    return call([venv("run"), "-m", "handbill", *arguments])


def test(arguments):
    """The browser's modules, then every test on SQLite and, beside it, everything that touches a database on PostgreSQL."""
    need_program("chromium", "chromium")
    need_program("node", "nodejs")
    node_packages()
    python = venv("dev")
    print("== node: the phone's modules", flush=True)
    worst = call(["node", "--test", *[str(file) for file in sorted((HERE / "tests/js").glob("*.test.js"))]])
    with postgresql() as address, tempfile.TemporaryFile() as told:
        print("== SQLite (and PostgreSQL beside it, told afterwards)", flush=True)
        beside = subprocess.Popen(
            [python, "-m", "pytest", "-p", "no:cacheprovider", "-m", "not phone_alone", *arguments],
            cwd=HERE,
            env=environment(DATABASE_URL=address),
            stdout=told,
            stderr=subprocess.STDOUT,
        )
        try:
            worst = call([python, "-m", "pytest", *arguments], DATABASE_URL="") or worst
            worst = ended(beside) or worst
        finally:
            beside.terminate()
            beside.wait()
        print("== PostgreSQL", flush=True)
        told.seek(0)
        shutil.copyfileobj(told, sys.stdout.buffer)
        sys.stdout.flush()
    return worst


def ended(running, seconds=1800):
    """How it ended; where it does not end by itself, it is made to print where each of its threads stands."""
    try:
        return running.wait(seconds)
    except subprocess.TimeoutExpired:
        running.send_signal(signal.SIGABRT)
        return running.wait() or 1


def check(arguments):
    python = venv("dev")
    steps = {
        "format": [python, "-m", "ruff", "format", "--check", "."],
        "lint": [python, "-m", "ruff", "check", "."],
        "directions": [python, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        "types of the browser's modules": [*typescript(), "--noEmit", "-p", "jsconfig.json"],
        "words complete": [python, "-m", "handbill.base.words", "--check"],
        "vendored files": [python, "vendor.py", "--check"],
        "migrations": [python, "-m", "django", "makemigrations", "--check", "--dry-run"],
        "documents and repository": [python, "-m", "pytest", "-q", "tests/repository"],
    }
    failed = [name for name, command in steps.items() if announced(name, command)]
    print("check: " + ("failed: " + ", ".join(failed) if failed else "all is well"))
    sizes()
    return 1 if failed else 0


def bench(arguments):
    return call([venv("dev"), "bench", *arguments])


def docs(arguments):
    python = venv("run")
    return call([python, "docs/reference.py"]) or call([python, "docs/build.py", *arguments])


def lock(arguments):
    need_program("uv", "uv (from its Python package)")
    for kind, file in LOCKS.items():
        extra = ["--extra", "dev"] if kind == "dev" else []
        command = ["uv", "pip", "compile", "pyproject.toml", *extra, "--universal", "--python-version", "3.11"]
        plain = ["--generate-hashes", "--no-emit-index-url", "--no-header", "--no-annotate", "-q", "-o", file]
        if call(command + plain):
            return 1
    return 0


def venv(kind):
    """The Python of a virtual environment that holds exactly what the lock file names; made or renewed when needed."""
    folder = HERE / ".venv" / f"{kind}-{VERSION}"
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    stamp = folder / "stamp"
    wanted = hashlib.sha256((HERE / LOCKS[kind]).read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return str(python)
    print(f"Making {folder.relative_to(HERE)} (once, some 20 seconds) ...", file=sys.stderr, flush=True)
    shutil.rmtree(folder, ignore_errors=True)
    make_venv(folder)
    install = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes"]
    if subprocess.call([*install, "--only-binary", ":all:", "-r", str(HERE / LOCKS[kind])], stdout=sys.stderr):
        stop("The packages could not be installed. Nothing else was changed; call it again when the network is there.")
    stamp.write_text(wanted)
    return str(python)


def make_venv(folder):
    try:
        import ensurepip  # noqa: F401  Debian ships Python without it
        import venv as maker
    except ImportError:
        stop(f"Python's venv is missing: apt-get install python{VERSION}-venv")
    maker.create(folder, with_pip=True)


@contextlib.contextmanager
def postgresql():
    """A real PostgreSQL server of our own on a loopback port, in a temporary folder, thrown away afterwards."""
    binaries = postgresql_binaries()
    folder = Path(tempfile.mkdtemp(prefix="handbill-pg-"))
    as_user = ["runuser", "-u", "postgres", "--"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    if as_user:
        shutil.chown(folder, "postgres")
    data, port = folder / "data", free_port()
    quiet = {"stdout": subprocess.DEVNULL, "cwd": folder}
    subprocess.run(
        [
            *as_user,
            str(binaries / "initdb"),
            "-D",
            str(data),
            "-A",
            "trust",
            "-U",
            "handbill",
            "-E",
            "UTF8",
            "-N",
            "--locale=C.UTF-8",
        ],
        check=True,
        **quiet,
    )
    # Nobody waits for ever, for a lock that was left behind or a plan that went wrong: it is an error that names the statement.
    waits = "-c lock_timeout=180s -c statement_timeout=300s -c idle_in_transaction_session_timeout=600s"
    options = f"-c listen_addresses=127.0.0.1 -p {port} -k {folder} -c max_connections=60 {waits}"
    control = [*as_user, str(binaries / "pg_ctl"), "-D", str(data), "-w"]
    subprocess.run([*control, "-l", str(folder / "log"), "-o", options, "start"], check=True, **quiet)
    try:
        yield f"postgresql://handbill@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=False, **quiet)
        shutil.rmtree(folder, ignore_errors=True)


def postgresql_binaries():
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda file: int(file.parts[4]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if not on_path:
        stop("A PostgreSQL server is missing: apt-get install postgresql")
    return Path(on_path).parent


def free_port():
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def typescript():
    """tsc as pinned by package-lock.json."""
    node_packages()
    return [str(HERE / "node_modules/.bin/tsc")]


def node_packages():
    """What package-lock.json pins: TypeScript for the types, axe for the screens' accessibility."""
    need_program("npm", "npm")
    wanted = [HERE / "node_modules" / name for name in ("typescript", "axe-core")]
    if not all(folder.exists() for folder in wanted) and call(["npm", "ci", "--no-fund", "--no-audit", "--silent"]):
        stop("TypeScript and axe could not be installed with npm ci; nothing was checked.")


def need_program(name, package):
    if not shutil.which(name):
        stop(f"{name} is missing: apt-get install {package}")


def announced(name, command):
    print(f"== {name}", flush=True)
    return call(command)


def call(command, **more):
    try:
        return subprocess.call(command, env=environment(**more), cwd=HERE)
    except KeyboardInterrupt:
        return 130


def environment(**more):
    paths = [str(HERE), *filter(None, [os.environ.get("PYTHONPATH")])]
    settings = {"DJANGO_SETTINGS_MODULE": "handbill.settings"}
    return {**settings, **os.environ, **more, "PYTHONPATH": os.pathsep.join(paths)}


def sizes():
    """The figures STYLE names as aims, for people to look at: nothing fails by them."""
    import ast

    functions, files = [], []
    for file in sorted((HERE / "handbill").rglob("*.py")):
        if "migrations" in file.parts or "tests" in file.parts:
            continue
        text = file.read_text(encoding="utf-8")
        files.append(text.count("\n"))
        kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
        functions += [n.end_lineno - n.lineno + 1 for n in ast.walk(ast.parse(text)) if isinstance(n, kinds)]
    for name, values in (("function", sorted(functions)), ("file", sorted(files))):
        if values:
            print(
                f"lines of a {name}: median {values[len(values) // 2]}, p95 {values[int(len(values) * 0.95)]}, most {values[-1]}"
            )


def stop(sentence):
    print(sentence, file=sys.stderr)
    sys.exit(2)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
