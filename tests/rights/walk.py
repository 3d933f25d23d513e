"""Going to an address as somebody, with nothing left behind."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver

from handbill.base import limits

REFUSED = {403: "403", 404: "404", 405: "405", 401: "401", 410: "404"}


@dataclass(frozen=True)
class Row:
    """A line of the table: method and pattern, what its parts are filled with, what each of WHO is answered."""

    method: str
    pattern: str
    parts: dict[str, str]
    answers: dict[str, str]

    def address(self, named: dict[str, object]) -> str:
        path = self.pattern
        for part, word in self.parts.items():
            converter = next(piece for piece in path.split("<")[1:] if piece.split(">")[0].split(":")[-1] == part)
            path = path.replace(f"<{converter.split('>')[0]}>", str(named.get(word, word)))
        return f"/{path}"


def rows_of(table: str) -> Iterator[Row]:
    """Lines of: method, pattern, part=word ..., then one answer for each word of the last line that began with WHO."""
    who: list[str] = []
    for line in table.strip().splitlines():
        words = line.split()
        if not words or words[0] == "#":
            continue
        if words[0] == "WHO":
            who = words[1:]
            continue
        parts = dict(word.split("=") for word in words[2:] if "=" in word)
        answers = [word for word in words[2:] if "=" not in word]
        assert len(answers) == len(who), f"{line.strip()}: {len(who)} answers are wanted, {len(answers)} are there"
        yield Row(words[0], words[1], parts, dict(zip(who, answers, strict=True)))


def every_pattern(resolver=None, before: str = "") -> Iterator[str]:
    """Each address of the instance as its URL configuration spells it."""
    for entry in (resolver or get_resolver()).url_patterns:
        here = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield here or "/"
        else:
            yield from every_pattern(entry, here)


def answer_to(client: Client, method: str, address: str) -> str:
    """`ok`, `in` (sent to the sign-in), or the number of the refusal; the database is as before."""
    return _word_for(_asked(client, method, address))


def body_of(client: Client, method: str, address: str) -> str:
    """What is shown, as text; the database is as before."""
    response = _asked(client, method, address)
    content = b"".join(response) if response.streaming else response.content
    return content.decode("utf-8", "replace")


def _asked(client: Client, method: str, address: str):
    limits.forget()
    client.raise_request_exception = False
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        response = client.generic(method, address.replace("//", "/"), content_type="application/x-www-form-urlencoded")
        transaction.set_rollback(True)
    client.cookies = cookies
    return response


def _word_for(response) -> str:
    if response.status_code in REFUSED:
        return REFUSED[response.status_code]
    if response.status_code >= 500:
        return str(response.status_code)
    if response.status_code in (301, 302) and response.headers["Location"].startswith("/sign-in/"):
        return "in"
    return "ok"
