"""An organiser's browser without script, spoken to a real server: cookies, forms with their token, nothing else."""

import http.cookiejar
import re
import time
import urllib.error
import urllib.parse
import urllib.request

from tests.cast import PASSWORD

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Desk:
    def __init__(self, port: int):
        self._origin = f"http://127.0.0.1:{port}"
        self._cookies = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._cookies))
        self._token = ""

    def sign_in(self, login: str) -> "Desk":
        self.get("/sign-in/")
        self.post("/sign-in/", login=login, password=PASSWORD)
        return self

    def get(self, path: str) -> str:
        return self._ask(urllib.request.Request(self._origin + path))

    def post(self, path: str, **form: str) -> str:
        """With the token of the page that was opened last. Gives the page it ends on."""
        typed = urllib.parse.urlencode({**form, "csrfmiddlewaretoken": self._token}).encode()
        return self._ask(urllib.request.Request(self._origin + path, typed, {"Origin": self._origin}))

    def await_page(self, path: str, words: str, seconds: float = 90) -> str:
        """Look at the page again and again until it says so; a server that is just beginning is waited for."""
        end = time.monotonic() + seconds
        while words not in (page := self._perhaps(path)):
            assert time.monotonic() < end, f"{path} never said {words!r}:\n{page}"
            time.sleep(0.1)
        return page

    def _perhaps(self, path: str) -> str:
        try:
            return self.get(path)
        except (urllib.error.URLError, OSError) as away:
            return str(away)

    def _ask(self, request: urllib.request.Request) -> str:
        with self._opener.open(request, timeout=30) as answer:
            page = answer.read().decode()
        if found := _TOKEN.search(page):
            self._token = found[1]
        return page
