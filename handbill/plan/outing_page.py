"""Everything the page of one outing shows, in one place, since each of its parts can be asked for alone."""

from handbill.base.clock import now
from handbill.copies.queries import in_cupboard
from handbill.copies.visibility import may_move_copies
from handbill.plan import queries
from handbill.plan.decisions import open_texts
from handbill.plan.forms import BookingForm, GuessForm, ItemForm
from handbill.plan.models import Outing, Pass
from handbill.plan.passes import by_time, closes_at, ended_at, is_withdrawn, pass_text
from handbill.plan.squares import reach_of, square_link
from handbill.plan.visibility import may_plan


def outing_page(request, outing: Outing) -> dict:
    """The context of plan/outing.html and of its parts."""
    member = request.user
    may_change = Outing.objects.changeable_by(member).filter(pk=outing.pk).exists()
    return {
        "outing": outing,
        "may_change": may_change,
        "may_plan": may_plan(member),
        "may_move": may_move_copies(member),
        **team_of(outing, member),
        **copies_of(outing, member),
        "guide": list(outing.guide.filter(ended_at=None)),
        **checklist_of(outing, member),
        "decisions": decisions_of(outing, request),
        **(square_of(outing, request) if may_change else {}),
        "may_join": member.may_note and now() <= closes_at(outing),
    }


def team_of(outing: Outing, member) -> dict:
    coming = queries.members_coming(outing)
    needed = outing.people_needed or 0
    return {"coming": coming, "is_coming": member in coming, "missing": max(needed - len(coming), 0)}


def copies_of(outing: Outing, member) -> dict:
    """What is booked, what the cupboard has, last time's line, and the forms to book and to guess."""
    cupboard, booked = in_cupboard(outing.group), queries.booked(outing)
    copies_booked = sum(copies for _batch, copies in booked)
    form = BookingForm(member=member, cupboard=cupboard, booked=booked, initial={"copies": copies_booked or ""})
    return {
        "booked": booked,
        "copies_booked": copies_booked,
        "cupboard": list(cupboard.items()),
        "in_cupboard": sum(cupboard.values()),
        "booking_form": form,
        "guess_form": GuessForm(initial={"guess": outing.copies_guess}),
        "last_time": queries.last_time_here(outing),
    }


def checklist_of(outing: Outing, member) -> dict:
    items = list(outing.checklist.select_related("member"))
    return {
        "items": items,
        "items_done": sum(1 for item in items if item.done_at),
        "item_form": ItemForm(member=member),
    }


def decisions_of(outing: Outing, request) -> list[dict]:
    """What the last debriefs handed down, with the words where they open."""
    decisions = queries.handed_down(outing)
    texts = open_texts(decisions, getattr(request, "keyring", None))
    return [{"decision": decision, "text": texts[decision.id]} for decision in decisions]


def square_of(outing: Outing, request) -> dict:
    """The standing pass as a link to show, and the phones that joined."""
    pass_ = Pass.objects.select_related("outing", "made_by").filter(outing=outing, revoked_at=None).first()
    if pass_ is None or is_withdrawn(pass_):
        return {"phones": queries.phones_of(outing), "square_is_over": now() > by_time(outing)}
    is_over, reach = now() > ended_at(pass_), reach_of(request)
    return {
        "pass_": pass_,
        "pass_ended_at": ended_at(pass_),
        "reach": reach,
        "link": square_link(reach, pass_text(pass_)) if reach.who != "nobody" and not is_over else "",
        "square_is_over": is_over and not outing.is_cancelled,
        "phones": queries.phones_of(outing),
    }
