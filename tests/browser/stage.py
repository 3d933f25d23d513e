"""The stage of the browser stories: a real server in its own process, a proxy that loses answers, phones that can be killed."""

import contextlib
import http.client
import http.server
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright

ROOT = Path(__file__).resolve().parents[2]
FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """`handbill demo` or `serve` on a data folder; can be stopped for real and started again on the same port."""

    def __init__(self, data: Path, command: str = "demo", database_url: str = "", root: Path = ROOT):
        self.data, self.command, self.port, self.root = data, command, free_port(), root
        self.environment = {**os.environ, "DATABASE_URL": database_url}
        self.environment.pop("HANDBILL_DATA", None)
        self.environment.pop("DJANGO_SETTINGS_MODULE", None)
        self.process = None
        self.shown: dict = {}

    def start(self) -> "Server":
        arguments = [self.command, "--data", str(self.data), "--port", str(self.port), "--no-browser"]
        json_too = ["--json"] if self.command == "demo" else []
        with (self.data.parent / "server.log").open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "handbill", *arguments, *json_too],
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env=self._environment(),
                cwd=self.root,
                start_new_session=True,
            )
        line = self._first_line()
        assert line, (self.data.parent / "server.log").read_text()
        self.shown = json.loads(line) if json_too else {"desk": line.split()[-1]}
        return self

    def _first_line(self, seconds: float = 300) -> str:
        """What it says when it answers; nothing where it ended, or was still silent when the time was over."""
        watch = threading.Timer(seconds, os.killpg, (self.process.pid, signal.SIGABRT))
        watch.start()
        try:
            return self.process.stdout.readline()
        finally:
            watch.cancel()

    def stop(self, how: int = signal.SIGKILL) -> None:
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, how)
            self.process.wait(20)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)  # a worker whose supervisor is gone
        self.process.stdout.close()
        wait_for(self._has_left_its_port, "a killed server still holds its port")

    def _has_left_its_port(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) != 0

    def run(self, command: str, *arguments: str) -> subprocess.CompletedProcess:
        """Run another command of the product on the same folder."""
        return subprocess.run(
            [sys.executable, "-m", "handbill", command, "--data", str(self.data), *arguments],
            capture_output=True,
            text=True,
            env=self._environment(),
            cwd=self.root,
            check=False,
            timeout=300,
        )

    def _environment(self) -> dict[str, str]:
        return {**self.environment, "PYTHONPATH": str(self.root)}

    def facts(self) -> list[dict]:
        told = self.run("facts")
        assert told.returncode == 0, told.stderr
        return [json.loads(line) for line in told.stdout.splitlines()]


class Proxy:
    """Stands between phones and server. `mood(path, number)` says for each request: pass, drop, repeat, delay or away.

    drop: the server gets the request and acts, the phone never hears the answer. repeat: the server gets it twice.
    away: for this phone the server is not there.
    """

    def __init__(self, target_port: int):
        self.target, self.mood, self.counted = target_port, lambda path, number: "pass", 0
        stage = self

        class Between(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def _both(self):
                stage._between(self)

            do_GET = do_POST = do_HEAD = _both

        class Many(http.server.ThreadingHTTPServer):
            request_queue_size = 256  # a phone asks for all its files at once

        self.server = Many(("127.0.0.1", 0), Between)
        self.server.daemon_threads = True
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()

    def _between(self, handler: http.server.BaseHTTPRequestHandler) -> None:
        body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
        self.counted += 1
        mood = self.mood(handler.path, self.counted)
        handler.close_connection = True
        if mood == "away":
            return
        try:
            answer = self._ask(handler, body)
            if mood == "repeat":
                answer = self._ask(handler, body)
        except (OSError, http.client.HTTPException):
            return  # the server is away, or went in the middle of its answer: the connection just ends
        if mood == "delay":
            time.sleep(1.5)
        if mood != "drop":
            self._pass_on(handler, *answer)

    def _ask(self, handler, body: bytes):
        headers = {name: value for name, value in handler.headers.items() if name.lower() != "connection"}
        connection = http.client.HTTPConnection("127.0.0.1", self.target, timeout=30)
        with contextlib.closing(connection):
            connection.request(handler.command, handler.path, body or None, headers)
            with connection.getresponse() as answer:
                return answer.status, answer.getheaders(), answer.read()

    def _pass_on(self, handler, status: int, headers, content: bytes) -> None:
        with contextlib.suppress(OSError):
            handler.send_response_only(status)
            for name, value in headers:
                if name.lower() not in ("transfer-encoding", "connection", "content-length"):
                    handler.send_header(name, value)
            handler.send_header("Content-Length", str(len(content)))
            handler.send_header("Connection", "close")
            handler.end_headers()
            if handler.command != "HEAD":
                handler.wfile.write(content)


class Phone:
    """A Chromium of its own with its own profile folder, at phone size; can be killed and started again."""

    def __init__(self, playwright: Playwright, profile: Path):
        self.playwright, self.profile = playwright, profile
        self.process, self.browser = None, None

    def start(self) -> Page:
        self.profile.mkdir(parents=True, exist_ok=True)
        marker = self.profile / "DevToolsActivePort"
        marker.unlink(missing_ok=True)
        program = shutil.which("chromium")
        assert program, "Chromium is missing: apt-get install chromium"
        command = [
            program,
            *FLAGS,
            f"--user-data-dir={self.profile}",
            "--remote-debugging-port=0",
            "--window-size=390,844",
            "about:blank",
        ]
        self.process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        port = wait_for(lambda: marker.exists() and marker.read_text().split("\n")[0], "Chromium did not start")
        self.browser: Browser = self.playwright.chromium.connect_over_cdp(f"http://127.0.0.1:{port}")
        page = self.browser.contexts[0].pages[0]
        page.set_viewport_size({"width": 390, "height": 844})
        page.set_default_timeout(20_000)
        return page

    def kill(self) -> None:
        """Pull the battery: SIGKILL to the browser and all its children."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(20)
        with contextlib.suppress(Exception):
            self.browser.close()
        for lock in ("SingletonLock", "SingletonCookie", "SingletonSocket"):
            (self.profile / lock).unlink(missing_ok=True)

    def quit(self) -> None:
        with contextlib.suppress(Exception):
            self.browser.close()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(10)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)


def wait_for(asked: Callable, complaint: str, seconds: float = 30):
    """Ask until the answer is true; returns it."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        answer = asked()
        if answer:
            return answer
        time.sleep(0.1)
    raise AssertionError(complaint)


def answers(origin: str) -> bool:
    try:
        urllib.request.urlopen(origin + "/field/manifest.webmanifest", timeout=2).close()
        return True
    except OSError:
        return False
