"""People in: choose a file, look at what it comes to, bring it in with progress, take it back."""

import logging
from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice

from django.contrib import messages
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from handbill.accounts.doors import organiser_only, unlocked
from handbill.base.errors import Refusal
from handbill.exchange.bringing_in import bring_in, keep_file, open_file, undo
from handbill.exchange.columns import FIELDS, fields_for, remember
from handbill.exchange.here_already import CHOICES, LEAVE, MOST_SHOWN, Chosen, Twice, already_here, side_by_side
from handbill.exchange.models import Import
from handbill.exchange.reading import read_rows
from handbill.exchange.tables import ENCODINGS, MOST_BYTES, Table, read_table, too_large

HOME = "/set-up/exchange/import/"
SHOWN, MOST_PROBLEMS = 5, 100
PROGRESS = "<!-- progress -->"
_log = logging.getLogger("handbill.exchange")


class InMemory(MemoryFileUploadHandler):
    """A file of people never lies on the server's disk, however large; one over the limit is not taken at all."""

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        self.activated = content_length <= MOST_BYTES + 64 * 1024


@csrf_exempt  # only so that the handler is set before the form is read; `chosen` is protected
def import_page(request):
    """The first page: choose a file."""
    request.upload_handlers = [InMemory(request)]
    return chosen(request)


@csrf_protect
@organiser_only
@require_http_methods(["GET", "POST"])
@unlocked(back=HOME)
def chosen(request):
    """A file that cannot be read says so here; else what it comes to is shown."""
    if request.method == "GET":
        return render(request, "exchange/import.html", {})
    file = request.FILES.get("file")
    try:
        if file is None:
            raise too_large() if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES else _nothing_chosen()
        raw = file.read()
        table = read_table(raw)
    except Refusal as refusal:
        return render(request, "exchange/import.html", {"refusal": refusal}, status=422)
    row, key = keep_file(raw, by=request.user)
    return _looked_at(request, row, key, table, fields_for(request.user.group, table.headings))


@organiser_only
@require_POST
@unlocked(back=HOME)
def import_step(request, id):
    """Look again with other columns, or bring it in."""
    row = get_object_or_404(Import.objects.visible_to(request.user), id=id, by=request.user)
    key = request.POST.get("key", "")
    table = read_table(open_file(row, key), request.POST.get("encoding", ""))
    fields = _fields(request.POST, len(table.headings))
    if "go" not in request.POST:
        return _looked_at(request, row, key, table, fields)
    remember(request.user.group, table.headings, fields)
    return StreamingHttpResponse(_brought(request, row, table, fields))


@organiser_only
@require_POST
@unlocked(back="/set-up/exchange/")
def undoing(request, id):
    row = get_object_or_404(Import.objects.visible_to(request.user), id=id)
    stay = undo(row, keyring=request.keyring)
    if stay:
        sentence = ngettext(
            "Taken back. {n} person stays: something has happened with them since.",
            "Taken back. {n} people stay: something has happened with them since.",
            stay,
        )
        messages.success(request, sentence.format(n=stay))
    else:
        messages.success(
            request, _("Taken back. Nobody from this file is here any more, and cards it changed are as they were.")
        )
    return HttpResponseRedirect("/set-up/exchange/")


def _looked_at(request, row: Import, key: str, table: Table, fields: list[str]):
    """The preview: the first rows as they would be, how many there are of what, and problems with their rows."""
    rows = list(read_rows(table, fields, request.user.group.country))
    here = already_here(rows, request.keyring)
    beside = side_by_side(rows, here, request.keyring)
    problems = [(one.number, sentence) for one in rows for sentence in one.problems]
    counts = Counter("left" if one.left_out else "here" if one.number in here else "new" for one in rows)
    context = {
        "row": row,
        "key": key,
        "encodings": [(name, name == table.encoding) for name in ENCODINGS] if table.encoding else [],
        "columns": [
            (number, heading, [(name, label, name == field) for name, label in FIELDS.items()])
            for number, (heading, field) in enumerate(zip(table.headings, fields, strict=True))
        ],
        "shown": [one for one in rows if not one.left_out][:SHOWN],
        "problems": problems[:MOST_PROBLEMS],
        "more_problems": max(0, len(problems) - MOST_PROBLEMS),
        "new": counts["new"],
        "here": counts["here"],
        "twice": [_labelled(one) for one in beside if one.says_more],
        "nothing_new": sum(not one.says_more for one in beside),
        "more_twice": max(0, sum(1 for card in here.values() if card) - MOST_SHOWN),
        "left": counts["left"],
    }
    return render(request, "exchange/preview.html", context)


def _brought(request, row: Import, table: Table, fields: list[str]) -> Iterator[str]:
    """In the language of the request, which is over when the rows are sent; asked first, so that a refusal is a page."""
    rows = read_rows(table, fields, request.user.group.country)
    steps = bring_in(row, rows, request.keyring, _chosen(request.POST))
    first = list(islice(steps, 1))
    head, foot = render_to_string("exchange/brought.html", {"total": len(table.rows)}, request).split(PROGRESS)
    return _sent(request, (head, foot), first, steps, row, translation.get_language(), timezone.get_current_timezone())


def _sent(request, page: tuple[str, str], first, steps, row: Import, language: str, zone) -> Iterator[str]:
    head, foot = page
    with translation.override(language), timezone.override(zone):
        yield head
        is_whole = True
        try:
            for so_far in chain(first, steps):
                yield render_to_string("exchange/_progress.html", {"row": so_far}, request)
        except Exception as failure:  # the page has begun: nobody could be sent to another one
            _log.warning("an import stopped: %s", type(failure).__name__)
            is_whole = False
        yield render_to_string("exchange/_brought.html", {"row": row, "is_whole": is_whole}, request)
        yield foot


def _labelled(one: Twice) -> tuple:
    return one, [(FIELDS[field.field], field.here, field.brings, field.is_same) for field in one.fields]


def _chosen(sent) -> Chosen:
    """Of rows that were not shown, and of those where nothing was chosen, what was chosen for all."""
    by_row = {int(name[4:]): said for name, said in sent.items() if name.startswith("row_") and name[4:].isdecimal()}
    for_all = sent.get("twice", LEAVE)
    return Chosen(
        for_all if for_all in CHOICES else LEAVE, {row: said for row, said in by_row.items() if said in CHOICES}
    )


def _fields(sent, columns: int) -> list[str]:
    fields = [sent.get(f"column_{number}", "") for number in range(columns)]
    return [field if field in FIELDS else "" for field in fields]


def _nothing_chosen() -> Refusal:
    return Refusal("bad_file", _("No file was chosen. Choose a spreadsheet (CSV or XLSX)."), 422)
