"""The command `handbill`. Django is imported only by a command that needs it, so that --help answers at once."""

import argparse
import importlib
import os
import sys
from pathlib import Path

WITHOUT_FOLDER = ("forecast", "rates", "passed-on")


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns its exit status (0 well, 2 called wrongly or refused, 1 found something wrong)."""
    options = parser().parse_args(arguments)
    if not options.command:
        parser().print_help()
        return 2
    close_core_dumps()
    from handbill.base.instance import Unusable, use_folder

    try:
        if options.command not in WITHOUT_FOLDER:
            use_folder(options.data or default_folder())
        return importlib.import_module(f"handbill.desk.commands.{options.command.replace('-', '_')}").run(options)
    except Unusable as problem:
        print(f"handbill: {problem}", file=sys.stderr)
        return problem.status
    except KeyboardInterrupt:
        return 130


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="handbill", description="For groups that hand out print and talk with people face to face."
    )
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    serving = command(
        commands, "serve", "run the group's desk and the phones' server; the first start opens the set-up"
    )
    add_serving(serving)
    serving.add_argument(
        "--origin", help="the address people type, e.g. https://desk.example.org (default: http://127.0.0.1:PORT)"
    )
    serving.add_argument(
        "--host", default="127.0.0.1", help="the address to listen on (default: 127.0.0.1, for a proxy in front)"
    )
    serving.add_argument("--certificate", help="PEM file: answer https directly, without a proxy")
    serving.add_argument("--certificate-key", help="PEM file with the certificate's private key")
    demo = command(commands, "demo", "look round in a made-up tenants' union with a year of outings")
    add_serving(demo)
    demo.add_argument(
        "--json", action="store_true", help="print one line with the addresses and the sign-in once it answers"
    )
    command(commands, "check", "is this instance safe and healthy?")
    backup = command(commands, "backup", "write an encrypted copy of everything to FILE")
    backup.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help="a new file; or a folder, which then keeps the last of 7 days and of 4 weeks, none longer than 35 days",
    )
    restore = command(commands, "restore", "bring back a copy into an empty data folder")
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.add_argument(
        "--key", type=Path, help="file with the backup key (default: asked for, or HANDBILL_BACKUP_KEY)"
    )
    moving = command(commands, "move-to", "copy an instance from SQLite to PostgreSQL and compare every table")
    moving.add_argument(
        "address", metavar="ADDRESS", help="postgresql://user:password@host:port/name, an empty database"
    )
    files = command(commands, "paper-files", "write the paper's web edition to FOLDER, for any web host")
    files.add_argument("folder", type=Path, metavar="FOLDER")
    files.add_argument("--group", metavar="NAME", help="the group's short name, where the instance holds several")
    files.add_argument("--home", metavar="ADDRESS", help="where the folder will be read, for the feed")
    bounces = command(commands, "bounces", "read reports of mail that did not arrive, and stop those addresses")
    bounces.add_argument(
        "file",
        type=Path,
        nargs="?",
        metavar="FILE",
        help="a mail, an mbox file, a Maildir or a mail server's log (default: standard input)",
    )
    exporting = command(commands, "export", "write everything to FILE, documented and readable, cards sealed")
    exporting.add_argument("file", type=Path, metavar="FILE")
    importing = command(commands, "import", "take what `export` wrote into an empty data folder")
    importing.add_argument("file", type=Path, metavar="FILE")
    command(commands, "facts", "print every fact as one JSON line, for audit")
    add_statistics(commands)
    return top


def command(commands, name: str, help: str) -> argparse.ArgumentParser:
    one = commands.add_parser(name, help=help, description=help)
    one.add_argument(
        "--data", type=Path, metavar="DIR", help="the data folder (default: HANDBILL_DATA or ~/.local/share/handbill)"
    )
    return one


def add_serving(one: argparse.ArgumentParser) -> None:
    one.add_argument("--port", type=int, help="default: 8765")
    one.add_argument("--no-browser", action="store_true", help="do not open a browser")


def add_statistics(commands) -> None:
    """The statistics from a spreadsheet; their columns stand in docs/numbers.md."""
    forecast = command(commands, "forecast", "how many copies to bring, from CSV files")
    forecast.add_argument("--outings", type=Path, required=True, metavar="CSV")
    forecast.add_argument("--plans", type=Path, required=True, metavar="CSV")
    forecast.add_argument("--handouts", type=Path, metavar="CSV", help="when copies went, for the profile of the day")
    rates = command(commands, "rates", "is today's share usual? from a CSV file")
    rates.add_argument("--trials", type=Path, required=True, metavar="CSV")
    passed_on = command(commands, "passed-on", "the share of copies that came through a friend")
    passed_on.add_argument("--answers", type=int, nargs=2, required=True, metavar=("FRIEND", "DIRECT"))


def default_folder() -> Path:
    return Path(os.environ.get("HANDBILL_DATA") or Path.home() / ".local/share/handbill")


def close_core_dumps() -> None:
    """A crash must not write opened cards or keys to disk."""
    try:
        import resource
    except ImportError:  # Windows writes none by itself
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())
