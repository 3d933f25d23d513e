"""What the outing's page shows of this room: who heard back, as numbers, and the way to sharing out."""

from handbill.followup.reached import reached_of_outing
from handbill.followup.sharing import new_people_of


def getting_back(page: dict) -> tuple[str, dict] | None:
    """For base.spots: nothing before somebody gave a contact."""
    outing, member = page.get("outing"), page.get("member")
    if outing is None or member is None:
        return None
    may_share = member.is_organiser or (member.has_people and outing.lead_id == member.id)
    reached = reached_of_outing(outing)
    if not reached.everybody and not (may_share and page.get("phones")):
        return None
    to_share = new_people_of(outing, member).exclude(person__offers__answer="").count() if may_share else 0
    return "followup/_getting_back.html", {"reached": reached, "may_share": may_share, "to_share": to_share}
