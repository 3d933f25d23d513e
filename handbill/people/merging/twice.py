"""The page of cards that may be one person. Many cards take seconds to compare: then the page says how far it is, meanwhile.

Without a script: the page is sent as it comes about, each step of the bar hides the one before it, and the result hides the last.
"""

import logging
import time
from collections.abc import Iterator

from django.http import HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone, translation

from handbill.accounts.audit import note
from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Member
from handbill.people.duplicates.finding import MOST, look, opened_pairs
from handbill.people.merging.queries import merges_to_undo, said_to_be_two
from handbill.people.models import Person
from handbill.people.opening import opened_of

AT_ONCE_UP_TO = 2000  # cards: below that nobody waits two seconds
EVERY = 0.25  # seconds between two steps of the bar
HERE = "<!-- found -->"
_log = logging.getLogger("handbill.people")


def twice_page(request) -> HttpResponseBase:
    """Whole where it is quick, in pieces where it is not."""
    if Person.objects.visible_to(request.user).count() <= AT_ONCE_UP_TO:
        *_steps, found = look(request.keyring)
        return render(request, "people/twice.html", {"found": found_context(found, request.keyring)})
    head, foot = render_to_string("people/twice.html", {}, request).split(HERE)
    sent = _in_pieces(request, head, foot, translation.get_language(), timezone.get_current_timezone())
    return StreamingHttpResponse(sent)


def found_context(found: list, keyring: Keyring) -> dict:
    """What the result shows: pairs by level, what can be taken back, with the names that belong to it."""
    pairs = opened_pairs(found[:MOST], keyring)
    member = keyring.member
    return {
        "all": len(found),
        "shown": len(pairs),
        "sure": [pair for pair in pairs if pair.is_sure],
        "perhaps": [pair for pair in pairs if not pair.is_sure and not pair.verdict.seems_two],
        "two": [pair for pair in pairs if not pair.is_sure and pair.verdict.seems_two],
        **_to_take_back(member, keyring),
    }


def _to_take_back(member: Member, keyring: Keyring) -> dict:
    merges, said = merges_to_undo(member), said_to_be_two(member)
    ids = {row.kept_id for row in merges} | {id for row in said for id in (row.first_id, row.second_id)}
    names = {id: card.name for id, card in opened_of(sorted(ids), keyring)}
    if names:
        note(member, "cards_opened", count=len(names))
    return {
        "merges": [(row, names.get(row.kept_id, "")) for row in merges],
        "said": [(row, names.get(row.first_id, ""), names.get(row.second_id, "")) for row in said],
    }


def _in_pieces(request, head: str, foot: str, language: str, zone) -> Iterator[str]:
    with translation.override(language), timezone.override(zone):
        yield head
        try:
            yield from _found(request)
        except Exception as failure:  # the page has begun: nobody could be sent to another one
            _log.warning("comparing stopped: %s", type(failure).__name__)
            yield render_to_string("people/_twice_stopped.html", {}, request)
        yield foot


def _found(request) -> Iterator[str]:
    last = 0.0
    for step in look(request.keyring):
        if isinstance(step, list):
            context = {"found": found_context(step, request.keyring)}
            yield render_to_string("people/_twice_found.html", context, request)
        elif time.monotonic() - last >= EVERY:
            last = time.monotonic()
            yield render_to_string("people/_twice_step.html", {"done": int(step[0]), "of": step[1]}, request)
