"""What the pages of a sheet need."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from handbill.accounts.models import Member
from handbill.base import moments
from handbill.facts.models import Question
from handbill.sheets.models import Sheet
from handbill.sheets.quarters import middles, quarters
from handbill.sheets.typed import COLUMNS, SignUp, Tally


def column_heads() -> tuple[str, ...]:
    """The words above COLUMNS, on paper and at the desk."""
    return (
        _("Copies handed out"),
        _("Wanted one, none left"),
        _("Conversations"),
        _("Asked for a contact"),
        _("Gave one"),
    )


def tally_page(sheet: Sheet, tally: Tally, questions: list[Question], sent: Mapping[str, str]) -> dict:
    """Rows of (number, begin, row, its cells as column, head, text), the questions and the sums as typed."""
    begins, heads = quarters(sheet.outing), column_heads()
    numbered = list(enumerate(zip(begins, tally.rows, strict=True)))
    return {
        "sheet": sheet,
        "outing": sheet.outing,
        "rows": [
            (number, begin, row, [(name, head, row.shown[name]) for name, head in zip(COLUMNS, heads, strict=True)])
            for number, (begin, row) in numbered
        ],
        "questions": [(question, tally.questions_shown[str(question.id)]) for question in questions],
        "taken": sent.get("taken", ""),
        "brought_back": sent.get("brought_back", ""),
        "problems": tally.problems,
        "wrong": [
            (f"row-{number}", moments.clock_time(begin, sheet.outing.zone), problem)
            for number, (begin, row) in numbered
            for problem in row.problems
        ],
    }


def sign_up_page(sheet: Sheet, rows: list[SignUp], sent: Mapping[str, str]) -> dict:
    """The grid as it stands, who may have met them (the lead first), and when."""
    times = middles(sheet.outing)
    members = Member.objects.filter(group=sheet.group, ended_at=None).order_by("name")
    return {
        "sheet": sheet,
        "outing": sheet.outing,
        "rows": rows,
        "members": sorted((one for one in members if one.has_people), key=lambda one: one.pk != sheet.outing.lead_id),
        "moments": times,
        "met_by": sent.get("met_by") or str(sheet.outing.lead_id),
        "met_at": sent.get("met_at") or times[len(times) // 2].isoformat(),
        "problems": [],
        "wrong": [
            (f"row-{row.number}", _("Row {number}").format(number=row.number), problem)
            for row in rows
            for problem in row.problems
        ],
    }
