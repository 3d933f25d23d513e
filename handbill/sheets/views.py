"""Print sheets and the page for volunteers, type them in, take back what was typed wrong."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from handbill.accounts.doors import noting_only
from handbill.accounts.models import Member
from handbill.base import clock
from handbill.base.errors import MayNot, Refusal
from handbill.plan.models import Outing
from handbill.plan.outing_page import square_of
from handbill.plan.squares import reach_of
from handbill.sheets import actions
from handbill.sheets.models import Kind, Sheet
from handbill.sheets.pages import sign_up_page, tally_page
from handbill.sheets.printing import printed, questions_on
from handbill.sheets.quarters import quarters
from handbill.sheets.typed import read_sign_ups, read_tally
from handbill.sheets.volunteers import volunteers_page

ROWS, MORE_ROWS, MOST_ROWS = 8, 8, 64


@noting_only
@require_POST
def sheets(request, outing_id: UUID):
    """Print `how_many` more sheets of `kind`: numbered here, then fetched as a PDF."""
    outing = _outing(request.user, outing_id)
    kind, how_many = request.POST.get("kind"), request.POST.get("how_many", "")
    if kind not in Kind.values or how_many not in map(str, range(1, actions.MOST_AT_ONCE + 1)):
        raise Refusal("bad_form", _("Say which sheet, and how many: 1 to 20. Nothing was printed."))
    made = actions.print_sheets(outing, kind, int(how_many), by=request.user)
    return redirect(f"/outings/{outing.pk}/sheets/{kind}.pdf?from={made[0].number}&to={made[-1].number}")


@noting_only
@require_safe
def pdf(request, outing_id: UUID, kind: str):
    """The sheets `from` to `to`, which exist, as one PDF."""
    outing = _outing(request.user, outing_id)
    first, last = (request.GET.get(end, "") for end in ("from", "to"))
    if not (first.isdecimal() and last.isdecimal() and len(first + last) < 9):
        raise Http404
    wanted = Sheet.objects.visible_to(request.user).filter(outing=outing, kind=kind, number__range=(first, last))
    found = list(wanted.select_related("outing__group", "outing__place", "outing__lead")[: actions.MOST_AT_ONCE])
    if not found:
        raise Http404
    answer = HttpResponse(printed(found, reach_of(request).origin), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{kind.replace("_", "-")}-{first}-{last}.pdf"'
    return answer


@noting_only
@require_safe
def for_volunteers(request, outing_id: UUID):
    """How the phone works, on one page; with the square on it for whoever may show that."""
    outing = _outing(request.user, outing_id)
    may_show = Outing.objects.changeable_by(request.user).filter(pk=outing.pk).exists()
    link = square_of(outing, request).get("link", "") if may_show else ""
    answer = HttpResponse(volunteers_page(outing, link), content_type="application/pdf")
    answer["Content-Disposition"] = 'inline; filename="volunteers.pdf"'
    return answer


@noting_only
def sheet(request, sheet_id: UUID):
    """Type in what stands on the paper."""
    found = _sheet(request.user, sheet_id)
    if found.typed_at:
        context = {"filed": found.facts.count(), "may_take_back": _may_take_back(request.user, found)}
        return render(request, "sheets/typed.html", {"sheet": found, "outing": found.outing, **context})
    return (_type_tally if found.kind == Kind.TALLY else _type_sign_ups)(request, found)


@noting_only
@require_POST
def taking_back(request, sheet_id: UUID):
    """Retract what this sheet brought; it can be typed again."""
    found = _sheet(request.user, sheet_id)
    if not _may_take_back(request.user, found):
        raise MayNot(_("Whoever typed this sheet takes it back, or an organiser. Nothing was changed."))
    actions.take_back(found, by=request.user)
    messages.success(request, _("Taken back. Nothing of this sheet counts; type it in again."))
    return redirect(found)


def _type_tally(request, sheet: Sheet):
    sent, questions = request.POST, questions_on(sheet.outing)
    tally = read_tally(sent, len(quarters(sheet.outing)), [str(question.id) for question in questions])
    if request.method == "POST" and tally.is_right and tally.is_blank:
        tally.problems.append(_("There is nothing on it yet."))
    if request.method != "POST" or not tally.is_right:
        page = tally_page(sheet, tally, questions, sent)
        return render(request, "sheets/tally.html", page, status=422 if sent else 200)
    filed = actions.type_tally(sheet, tally, by=request.user)
    said = ngettext(
        "Filed: {n} line, as a phone would have sent it.", "Filed: {n} lines, as a phone would have sent them.", filed
    )
    messages.success(request, said.format(n=filed))
    return redirect(sheet.outing)


def _type_sign_ups(request, sheet: Sheet):
    sent = request.POST
    rows = read_sign_ups(sent, _rows_shown(sent), sheet.group.country)
    if request.method != "POST" or "more" in sent:
        for row in rows:
            row.problems.clear()
        return render(request, "sheets/sign_up.html", sign_up_page(sheet, rows, sent))
    page = sign_up_page(sheet, rows, sent)
    met_by = next((one for one in page["members"] if str(one.pk) == sent.get("met_by")), None)
    met_at = next((moment for moment in page["moments"] if moment.isoformat() == sent.get("met_at")), None)
    page["problems"] = _about_all(rows, met_by, met_at)
    if page["problems"] or page["wrong"]:
        return render(request, "sheets/sign_up.html", page, status=422)
    met = actions.type_sign_ups(sheet, rows, met_by=met_by, met_at=min(met_at, clock.now()), by=request.user)
    said = ngettext(
        "{n} person is in, sealed, with a follow-up for {name}. Shred the sheet now.",
        "{n} people are in, sealed, with follow-ups for {name}. Shred the sheet now.",
        met,
    )
    messages.success(request, said.format(n=met, name=met_by.name))
    return redirect(sheet.outing)


def _about_all(rows, met_by: Member | None, met_at: datetime | None) -> list[str]:
    problems = []
    if all(row.is_blank for row in rows):
        problems.append(_("There is nothing on it yet."))
    if met_by is None:
        problems.append(_("Say who met them: she gets back to them."))
    if met_at is None:
        problems.append(_("Say when they were met: the 48 hours begin there."))
    return problems


def _may_take_back(member: Member, sheet: Sheet) -> bool:
    return member.is_organiser or member == sheet.typed_by


def _rows_shown(sent) -> int:
    given = sent.get("rows", "")
    shown = min(int(given), MOST_ROWS) if given.isdecimal() and len(given) < 4 else ROWS
    return min(max(shown, 1) + (MORE_ROWS if "more" in sent else 0), MOST_ROWS)


def _outing(member: Member, outing_id: UUID) -> Outing:
    return get_object_or_404(Outing.objects.visible_to(member).select_related("group"), pk=outing_id)


def _sheet(member: Member, sheet_id: UUID) -> Sheet:
    sheets = Sheet.objects.visible_to(member).select_related(
        "group", "outing__group", "outing__place", "outing__lead", "typed_by"
    )
    return get_object_or_404(sheets, pk=sheet_id)
