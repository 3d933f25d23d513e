"""Plan, change, cancel an outing; plan the next one from the last."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.base.errors import MayNot
from handbill.plan.models import ChecklistItem, GuidePoint, Outing, Place, Shift
from handbill.plan.passes import standing_pass
from handbill.plan.visibility import may_plan

DETAILS = (
    "held_by",
    "language",
    "crowd_expected",
    "people_needed",
    "goal_conversations",
    "goal_asked",
    "goal_contacts",
    "goal_copies",
)


@transaction.atomic
def plan_outing(
    *,
    by: Member,
    place: Place,
    starts_at: datetime,
    ends_at: datetime,
    setting: str = "",
    lead: Member | None = None,
    follows: Outing | None = None,
    **details,
) -> Outing:
    """A new outing with its first checklist and its pass; whoever leads it is coming. `details`: any of DETAILS."""
    lead = lead or by
    _must_be_allowed_to_plan(by, lead)
    outing = Outing.objects.create(
        group=place.group,
        place=place,
        setting=setting or place.setting,
        starts_at=starts_at,
        ends_at=ends_at,
        lead=lead,
        follows=follows,
        made_by=by,
        **_only_details(details),
    )
    if lead.may_note:
        Shift.objects.create(group=outing.group, outing=outing, member=lead)
    _carry_checklist(outing, follows)
    standing_pass(outing, by)
    return outing


@transaction.atomic
def change_outing(outing: Outing, *, by: Member, **changes) -> Outing:
    """New values for place, setting, starts_at, ends_at, lead or any of DETAILS. Phones see a new version."""
    known = {"place", "setting", "starts_at", "ends_at", "lead"}
    _only_details({name: value for name, value in changes.items() if name not in known})
    if changes.get("lead", outing.lead) != outing.lead:
        _must_be_allowed_to_plan(by, changes["lead"])
    for name, value in changes.items():
        setattr(outing, name, value)
    outing.version = F("version") + 1
    outing.save(update_fields=[*changes, "version"])
    outing.refresh_from_db()
    return outing


@transaction.atomic
def cancel_outing(outing: Outing, *, by: Member) -> Outing:
    """It does not take place. Its pass ends; what phones have already noted still arrives."""
    if not outing.is_cancelled:
        outing.cancelled_at, outing.cancelled_by, outing.version = now(), by, F("version") + 1
        outing.save(update_fields=["cancelled_at", "cancelled_by", "version"])
        outing.refresh_from_db()
    return outing


@transaction.atomic
def restore_outing(outing: Outing, *, by: Member) -> Outing:
    """Undo of cancel_outing: it takes place after all, with the pass it had."""
    outing.cancelled_at, outing.cancelled_by, outing.version = None, None, F("version") + 1
    outing.save(update_fields=["cancelled_at", "cancelled_by", "version"])
    outing.refresh_from_db()
    return outing


@transaction.atomic
def plan_the_next(outing: Outing, *, by: Member, starts_at: datetime | None = None) -> Outing:
    """The same again: place, setting, hours, goals, guide and checklist; what is undecided comes up as 'From last time'."""
    starts_at = (starts_at or same_time_next_week(outing)).astimezone(outing.zone)
    following = plan_outing(
        by=by,
        place=outing.place,
        setting=outing.setting,
        starts_at=starts_at,
        ends_at=starts_at + _length_on_the_clock(outing),
        lead=outing.lead if by.is_organiser and outing.lead.is_active else by,
        follows=outing,
        **{name: getattr(outing, name) for name in DETAILS},
    )
    for point in outing.guide.filter(ended_at=None):
        GuidePoint.objects.create(group=outing.group, outing=following, text=point.text, position=point.position)
    return following


def same_time_next_week(outing: Outing) -> datetime:
    """The same hour on the clock, as many weeks later as it takes to lie ahead; a change of the clocks moves nothing."""
    local = outing.starts_at.astimezone(outing.zone)
    weeks = 1
    while (local + timedelta(weeks=weeks)) <= now():
        weeks += 1
    return local + timedelta(weeks=weeks)


def _length_on_the_clock(outing: Outing) -> timedelta:
    """From the start's to the end's hour as clocks on the wall show them: 15 to 17 o'clock stays that whatever the day."""
    starts, ends = (at.astimezone(outing.zone).replace(tzinfo=None) for at in (outing.starts_at, outing.ends_at))
    return ends - starts if ends > starts else outing.ends_at - outing.starts_at


def _must_be_allowed_to_plan(by: Member, lead: Member) -> None:
    if not may_plan(by):
        raise MayNot(_("Outings are planned by organisers, and by volunteers who lead them."))
    if not by.is_organiser and lead != by:
        raise MayNot(_("A volunteer plans outings that she leads herself. An organiser can give it to somebody else."))


def _only_details(details: dict) -> dict:
    unknown = set(details) - set(DETAILS)
    if unknown:
        raise TypeError(f"an outing has no {', '.join(sorted(unknown))}")
    return details


def _carry_checklist(outing: Outing, follows: Outing | None) -> None:
    """The list of the outing before, unticked; without one, the three things that are forgotten most."""
    first = [
        _("Copies are packed"),
        _("Every phone has opened the outing once, on wifi"),
        _("Tally sheets and two pens"),
    ]
    carried = (
        [(item.text, item.member) for item in follows.checklist.all()] if follows else [(text, None) for text in first]
    )
    for position, (text, member) in enumerate(carried):
        who = member if member and member.is_active else None
        ChecklistItem.objects.create(group=outing.group, outing=outing, text=text, member=who, position=position)
