"""The pages of a sheet as they leave the printer: what the layouts are given, and the PDF."""

from collections.abc import Sequence

from django.utils import translation
from django.utils.translation import gettext as _

from handbill.base import clock, moments
from handbill.base.typesetting import pictures, square, typeset
from handbill.facts.models import Question
from handbill.plan.models import Outing
from handbill.sheets.models import Kind, Sheet
from handbill.sheets.pages import column_heads
from handbill.sheets.quarters import quarters

QUESTIONS_ON_A_SHEET = 8
ROWS_ON_A_SHEET = 8


def printed(sheets: Sequence[Sheet], origin: str) -> bytes:
    """One PDF of all these sheets, of one kind and one outing, in the group's language."""
    layout, content, title, language = _pages(sheets, origin)
    return typeset(layout, content, title=title, language=language, moment=clock.now())


def seen(sheets: Sequence[Sheet], origin: str, ppi: float = 80.0) -> list[bytes]:
    """The same pages as pictures."""
    layout, content, title, language = _pages(sheets, origin)
    return pictures(layout, content, title=title, language=language, ppi=ppi)


def questions_on(outing: Outing) -> list[Question]:
    """Those that fit on the sheet, in the group's order."""
    return list(Question.objects.filter(group=outing.group).listed()[:QUESTIONS_ON_A_SHEET])


def _pages(sheets: Sequence[Sheet], origin: str) -> tuple[str, dict, str, str]:
    outing, kind = sheets[0].outing, sheets[0].kind
    with translation.override(outing.group.language):
        content = {**(_tally if kind == Kind.TALLY else _sign_up)(outing), "sheets": _numbers(sheets, origin)}
        return f"sheets/{kind}.typ", content, content["head"], outing.group.language


def _numbers(sheets: Sequence[Sheet], origin: str) -> list[dict]:
    return [
        {
            "number": _("Sheet no. {number}").format(number=sheet.number),
            "square": square(origin + sheet.get_absolute_url()),
        }
        for sheet in sheets
    ]


def where_words(outing: Outing) -> str:
    """Place, day and hours in one line."""
    return _("{place}, {day}, {hours}").format(
        place=outing.place.name,
        day=moments.long_day(outing.starts_at.astimezone(outing.zone)),
        hours=moments.hours_words(outing.starts_at, outing.ends_at, outing.zone),
    )


def _tally(outing: Outing) -> dict:
    return {
        "head": str(Kind.TALLY.label),
        "where": where_words(outing),
        "whose": _("Whose sheet"),
        "taken": _("Copies taken"),
        "brought_back": _("brought back"),
        "how": _("One stroke for each. Every fifth stroke goes across:"),
        "no_names": _("No names on this sheet."),
        "from": _("From"),
        "columns": column_heads(),
        "rows": [moments.clock_time(begin, outing.zone) for begin in quarters(outing)],
        "sum": _("Sum"),
        "asked_about": _("What did they ask about?"),
        "questions": [question.text for question in questions_on(outing)],
        "home": _("Back home"),
        "type_in": _("Scan, type in the sums, or give the sheet to {name}. It then counts like a phone.").format(
            name=outing.lead.name
        ),
        "next_shift": _("What should the next shift know?"),
    }


def _sign_up(outing: Outing) -> dict:
    return {
        "head": _("Shall we get back to you?"),
        "group": outing.group.name,
        "promise": _("Only to get back to you, and only in the ways you tick. Ask us any time and we delete it."),
        "where": where_words(outing),
        "met_by": _("met by"),
        "name": _("What shall we call you?"),
        "reach": _("Phone or e-mail"),
        "ways": [_("call"), _("text"), _("Signal"), _("e-mail"), _("the paper")],
        "about": _("About what? When is good?"),
        "rows": ROWS_ON_A_SHEET,
        "for_us": _("For us:"),
        "shred": _(
            "fold the sheet back along the line above the next empty row, so that nobody reads the rows before. Type it in "
            "tonight, then shred it. Until then it is the least safe thing you carry."
        ),
    }
