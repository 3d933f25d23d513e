"""The forms that a member meets on her way through the desk, read from the pages as a browser would read them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

# Leaving ends the walk; a download is no page.
LEFT_OUT = ("sign-out", "lock", "static")


@dataclass
class Form:
    """One form: where it goes and what it would send if nobody touched it."""

    page: str
    action: str
    method: str
    files: bool
    values: dict[str, list[str]] = field(default_factory=dict)

    @property
    def kind(self) -> tuple:
        """Two forms of one kind ask the same view the same things."""
        return (_name(self.action), self.method, tuple(sorted(self.values)))


class _Reader(HTMLParser):
    def __init__(self, page: str):
        super().__init__()
        self.page, self.forms, self.links = page, [], set()
        self._form: Form | None = None
        self._select = self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in given:
            self.links.add(urljoin(self.page, given["href"]))
        elif tag == "form":
            action = urljoin(self.page, given.get("action") or self.page)
            self._form = Form(self.page, action, given.get("method", "get").lower(), "enctype" in given)
            self.forms.append(self._form)
        elif self._form and tag in {"input", "textarea", "select", "button"} and given.get("name"):
            self._control(tag, given)
        elif self._form and tag == "option" and self._select:
            kept = self._form.values[self._select]
            if not kept or "selected" in given:
                self._form.values[self._select] = [given.get("value", "")]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = ""

    def _control(self, tag: str, given: dict[str, str]) -> None:
        kept = self._form.values.setdefault(given["name"], [])
        if tag == "select":
            self._select = given["name"]
        elif given.get("type") not in {"checkbox", "radio"} or "checked" in given:
            kept.append(given.get("value", ""))


def _name(path: str) -> str:
    try:
        return resolve(urlsplit(path).path).view_name or resolve(urlsplit(path).path).route
    except Resolver404:
        return path


def walk(client: Client, *, most: int = 3) -> tuple[list[Form], list[str]]:
    """Every form behind `/`, one of each kind, and the pages read; of pages of one view at most `most` are opened."""
    waiting, seen, opened, forms = ["/"], {"/"}, {}, {}
    pages = []
    while waiting:
        page = waiting.pop(0)
        view = _name(page)
        if opened.get(view, 0) >= most or any(part in page for part in LEFT_OUT):
            continue
        opened[view] = opened.get(view, 0) + 1
        for form, links in _read(client, page):
            pages.append(page)
            for one in form:
                forms.setdefault(one.kind, one)
            for link in sorted(links - seen):
                seen.add(link)
                waiting.append(link)
    return list(forms.values()), pages


def _read(client: Client, page: str) -> Iterator[tuple[list[Form], set[str]]]:
    answer = client.get(page)
    assert answer.status_code < 500, f"{page} answered {answer.status_code}"
    if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
        reader = _Reader(page)
        reader.feed(b"".join(answer).decode() if answer.streaming else answer.content.decode())
        ours = {_local(link) for link in reader.links if urlsplit(link).netloc in {"", "localhost"}}
        yield reader.forms, {link for link in ours if link.startswith("/")}


def _local(link: str) -> str:
    parts = urlsplit(link)
    return parts.path + (f"?{parts.query}" if parts.query else "") if parts.scheme in {"", "http"} else ""
