"""`handbill serve`: one group's desk and the phones' server."""

import argparse
import os
import sys
from pathlib import Path

from handbill.base.instance import ORIGIN_FILE, Unusable
from handbill.desk.commands.opening import open_instance
from handbill.desk.commands.serving import open_browser, serve, take_port


def run(options: argparse.Namespace) -> int:
    if bool(options.certificate) != bool(options.certificate_key):
        raise Unusable("--certificate and --certificate-key go together: name both files, or neither.")
    port = take_port(options.host, options.port)
    origin = (options.origin or os.environ.get("HANDBILL_ORIGIN") or _own_origin(options, port)).rstrip("/")
    os.environ["HANDBILL_ORIGIN"] = origin
    open_instance(migrate=True)
    folder = Path(os.environ["HANDBILL_DATA"])
    (folder / ORIGIN_FILE).write_text(origin + "\n", encoding="utf-8")
    _first_backup_key(folder)
    url = origin + _first_page()

    def tell():
        print(f"Handbill answers at {url}\nStop it with Ctrl+C.", flush=True)
        if not options.no_browser:
            open_browser(url)

    return serve(options.host, port, certificate=options.certificate, key=options.certificate_key, when_it_answers=tell)


def _own_origin(options: argparse.Namespace, port: int) -> str:
    return f"{'https' if options.certificate else 'http'}://{options.host}:{port}"


def _first_page() -> str:
    """The desk, or the set-up with its code where no group has been founded yet."""
    from handbill.accounts.setting_up import first_address

    return first_address()


def _first_backup_key(folder: Path) -> None:
    from handbill.desk.commands.backup_key import make_backup_key

    secret = make_backup_key(folder)
    if secret:
        print(BACKUP_KEY.format(secret=secret), file=sys.stderr, flush=True)


BACKUP_KEY = """
The key to this instance's backups, shown this once. Print it or write it down, and keep it away from this machine:

    {secret}

`handbill restore FILE` asks for it. Without it no backup can be opened.
"""
