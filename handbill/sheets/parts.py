"""What the outing's page shows of its sheets."""

from handbill.sheets.models import Sheet


def sheets_of_the_outing(page: dict) -> tuple[str, dict] | None:
    """For whoever notes what happened there."""
    outing, member = page["outing"], page["request"].user
    if not member.may_note or outing.is_cancelled:
        return None
    sheets = list(Sheet.objects.visible_to(member).filter(outing=outing).select_related("typed_by"))
    return "sheets/_of_the_outing.html", {"outing": outing, "sheets": sheets}
