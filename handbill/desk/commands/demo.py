"""`handbill demo`: a made-up tenants' union with a year of outings, all screens alive."""

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

from handbill.base.instance import Unusable, use_folder
from handbill.desk.commands.opening import open_instance
from handbill.desk.commands.serving import open_browser, serve, take_port

SHOWN_AGAIN = "demo.json"  # the demo's password is no secret: everybody in it is invented


def run(options: argparse.Namespace) -> int:
    port = take_port("127.0.0.1", options.port)
    origin = f"http://127.0.0.1:{port}"
    os.environ["HANDBILL_ORIGIN"] = origin
    if options.data:
        return _serve_from(options.data, options, origin, port)
    with tempfile.TemporaryDirectory(prefix="handbill-demo-") as folder:
        return _serve_from(use_folder(Path(folder)), options, origin, port)


def _serve_from(folder: Path, options: argparse.Namespace, origin: str, port: int) -> int:
    open_instance(migrate=True)
    shown = _shown(folder)

    def tell():
        line = {
            "desk": f"{origin}/",
            "login": shown["login"],
            "password": shown["password"],
            "pass": f"{origin}/field/#{shown['pass']}",
        }
        print(json.dumps(line) if options.json else WELCOME.format(**line), flush=True)
        if not options.no_browser and not options.json:
            open_browser(line["desk"])

    return serve("127.0.0.1", port, when_it_answers=tell)


def _shown(folder: Path) -> dict:
    """Sign-in and pass of the demo in this folder, built at the first call."""
    file = folder / SHOWN_AGAIN
    if file.exists():
        return json.loads(file.read_text(encoding="utf-8"))
    _refuse_a_real_group()
    print("Inventing a year of outings ...", file=sys.stderr, flush=True)
    from handbill.base.clock import now
    from handbill.desk.demo import build_demo

    built = build_demo(now())
    shown = {"login": built.login, "password": built.password, "pass": built.pass_text}
    file.write_text(json.dumps(shown), encoding="utf-8")
    return shown


def _refuse_a_real_group() -> None:
    from handbill.accounts.models import Group

    if Group.objects.exists():
        raise Unusable(
            "There is a real group in this data folder. Nothing was changed. Give the demo a folder of its own with --data DIR."
        )


WELCOME = """
The made-up Aldermouth Tenants’ Union is open: {desk}
    sign in as   {login}
    password     {password}
The outing that is on now, for a phone's browser on this machine:
    {pass}
Stop it with Ctrl+C.
"""
