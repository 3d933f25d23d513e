"""The page of a search, sent as it is found: its head at once, rows while cards are opened, at last how many there were."""

import logging
from collections.abc import Iterator

from django.template.loader import render_to_string
from django.utils import timezone, translation

from handbill.accounts.audit import note
from handbill.people.filters import Filters
from handbill.people.listing import frame_of
from handbill.people.queries import listed
from handbill.people.searching import MOST_FOUND, search

ROWS, END = "<!-- rows -->", "<!-- end -->"
_log = logging.getLogger("handbill.people")


def found_page(request, words: str) -> Iterator[str]:
    """In the language and time zone of the request, which is over when the rows are sent. What was shown is counted, also when nobody reads on."""
    context = {**frame_of(request.user, Filters(), is_search=True), "searched": words}
    head, foot = render_to_string("people/found.html", context, request).split(ROWS)
    table, foot = foot.split(END)
    return _sent(request, words, (head, table, foot), translation.get_language(), timezone.get_current_timezone())


def _sent(request, words: str, page: tuple[str, str, str], language: str, zone) -> Iterator[str]:
    head, table, foot = page
    with translation.override(language), timezone.override(zone):
        yield head
        shown, is_whole = 0, True
        try:
            for found in search(request.user, words, request.keyring):
                rows = listed(found, request.user)
                shown += len(rows)
                yield "".join(render_to_string("people/_listed.html", {"row": row}, request) for row in rows)
        except Exception as failure:  # the page has begun: nobody could be sent to another one
            is_whole = False
            _log.warning("a search stopped: %s", type(failure).__name__)
        finally:
            if shown:
                note(request.user, "cards_opened", count=shown)
        yield table
        end = {"shown": shown, "is_whole": is_whole, "is_full": shown >= MOST_FOUND, "searched": words}
        yield render_to_string("people/_found.html", end, request)
        yield foot
