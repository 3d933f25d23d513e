"""Run the server process on one port and say when it answers."""

import http.client
import multiprocessing
import os
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Callable
from pathlib import Path

from handbill.base.instance import Unusable

DEFAULT_PORT = 8765
# The server's own words go where Django's go, in the form that never holds the text of an exception.
LOGS = {
    "formatters": {"plain": {"()": "handbill.base.logs.PlainFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "loggers": {"_granian": {"handlers": ["stderr"], "propagate": False}},
}
RECYCLED_AFTER = 6 * 3600  # seconds: what a worker's memory held is gone by then


def take_port(host: str, wanted: int | None) -> int:
    """A free port: the wanted one, or from 8765 upwards where none is named. Raises Unusable."""
    for port in [wanted] if wanted is not None else range(DEFAULT_PORT, DEFAULT_PORT + 50):
        if _is_free(host, port):
            return port
    named = wanted or DEFAULT_PORT
    raise Unusable(
        f"Port {named} is in use on {host}: another program, or another Handbill, answers there. Nothing was changed. Choose one with --port N."
    )


def _is_free(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def serve(
    host: str,
    port: int,
    *,
    certificate: str | None = None,
    key: str | None = None,
    when_it_answers: Callable[[], None] = lambda: None,
) -> int:
    """Serve until stopped; `when_it_answers` is called once from a thread, after the first answer over HTTP."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handbill.settings")
    from handbill.base.jobs import start_working
    from handbill.mail.keeping import let_workers_in

    # A forked worker would inherit the threads of typst and of jobs without their running: whoever waits for one waits for ever.
    multiprocessing.set_start_method("spawn", force=True)
    start_working()
    let_workers_in()  # before the workers begin: they find the door in their environment
    threading.Thread(target=_tell, args=(host, port, bool(certificate), when_it_answers), daemon=True).start()
    Granian(
        "handbill.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=4,
        log_level=LogLevels.error,
        log_dictconfig=LOGS,
        respawn_failed_workers=True,
        workers_lifetime=RECYCLED_AFTER,
        ssl_cert=Path(certificate) if certificate else None,
        ssl_key=Path(key) if key else None,
    ).serve()
    return 0


def _tell(host: str, port: int, is_https: bool, when_it_answers: Callable[[], None]) -> None:
    """Wait until the server answers, however slow the machine is; after a minute say that it is still awaited."""
    said_at = time.monotonic() + 60
    while not _answers(host, port, is_https):
        if said_at and time.monotonic() > said_at:
            print(
                "Handbill has not answered for a minute. Nothing is lost; it is still being started.",
                file=sys.stderr,
                flush=True,
            )
            said_at = None
        time.sleep(0.05)
    when_it_answers()


def _answers(host: str, port: int, is_https: bool) -> bool:
    """Whether the server answers anything at all over HTTP (over https: whether it takes connections)."""
    near = "127.0.0.1" if host in ("0.0.0.0", "::") else host  # noqa: S104  compared, not bound
    try:
        if is_https:
            socket.create_connection((near, port), timeout=5).close()
        else:
            urllib.request.urlopen(f"http://{near}:{port}/field/manifest.webmanifest", timeout=5).close()
    except urllib.error.HTTPError:
        return True
    except (OSError, http.client.HTTPException):
        return False
    return True


def open_browser(url: str) -> None:
    """Show the desk in the person's browser, where there is one."""
    webbrowser.open(url)
