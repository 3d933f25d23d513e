"""What the group says of people beside their cards: tags, stages, languages, who came with whom, kept lists, a rule on forgetting.

And what paper brings: somebody who had given a number before stands on a sheet once more, with and without a slip of the pen.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from handbill.accounts.models import Group, Member
from handbill.base import clock
from handbill.followup.actions import note_attempt
from handbill.followup.models import FollowUp
from handbill.people.filters import Filters
from handbill.people.forgetting import set_rule
from handbill.people.models import Person, Stage, Tag
from handbill.people.saved_lists import save_list
from handbill.people.sorting import Sorted, make_tag, met_together, sort_person
from handbill.plan.models import Outing
from handbill.sheets.actions import print_sheets, type_sign_ups
from handbill.sheets.typed import SignUp

NURIA = {"name": "Nuria Belmonte", "phone": "07700 900911"}
ON_PAPER = (  # at the door five weeks ago, and at yesterday's market
    [
        SignUp(1, **NURIA, channels=("phone",), note="Second staircase, top floor."),
        SignUp(2, "Dorothy Pell", phone="07700 900933", channels=("phone", "text"), wants_paper=False),
    ],
    [
        SignUp(1, **NURIA, email="nuria.belmonte@example.org", channels=("phone", "email"), wants_paper=True),
        SignUp(2, "Dorothy Pell", phone="07700 900923", channels=("text",)),
    ],
)
LIFT, REPAIRS, ROUND = "Lift group", "Repairs evening", "Takes copies round"
FORGET_AFTER = 11  # months
RULE_SET = timedelta(days=3)


def know_them(group: Group, now: datetime, mira: Member, yesterday: Outing) -> None:
    """Through the real actions, at moments before now."""
    before = Outing.objects.filter(group=group, place__name="Kestrel Court", ends_at__lt=now - timedelta(days=20))
    doors = before.latest("starts_at")
    for outing, rows in zip((doors, yesterday), ON_PAPER, strict=True):
        _type_in(outing, rows, mira)
    with clock.stand_at(doors.ends_at + timedelta(hours=20)):
        for row in FollowUp.objects.open().filter(person__met_outing=doors, person__conversation_fact=None):
            note_attempt(row, "talked", by=mira)
    _came_together(yesterday, mira)
    _sort(group, now, mira)
    for filters in (Filters("helps", stage=Stage.MET), Filters("paper", quiet="90")):
        save_list(filters, is_for_all=True, by=mira)
    save_list(Filters(tag=str(Tag.objects.get(group=group, name=LIFT).id)), is_for_all=False, by=mira)
    with clock.stand_at(now - RULE_SET):
        set_rule(FORGET_AFTER, by=mira)


def _type_in(outing: Outing, rows: list[SignUp], mira: Member) -> None:
    """A sign-up sheet, in the evening after the outing."""
    with clock.stand_at(outing.ends_at + timedelta(hours=1)):
        (sheet,) = print_sheets(outing, "sign_up", 1, by=mira)
        met_at = outing.starts_at + (outing.ends_at - outing.starts_at) / 2
        type_sign_ups(sheet, rows, met_by=mira, met_at=met_at, by=mira)


def _came_together(outing: Outing, mira: Member) -> None:
    """Two of one conversation at yesterday's market: one household, two people."""
    met = Person.objects.filter(met_outing=outing, language="ar").order_by("id")
    one, other = next((one, met_together(one, mira).first()) for one in met if met_together(one, mira).exists())
    sort_person(one, Sorted(Stage.MET, came_with=(other.id,)), by=mira)


def _sort(group: Group, now: datetime, mira: Member) -> None:
    """The last months' people: who is in the lift group, who takes copies round, how far one has come with each other."""
    tags = {name: make_tag(name, by=mira).id for name in (LIFT, REPAIRS, ROUND)}
    lately = Person.objects.filter(group=group, wants_no_contact_at=None, met_at__gt=now - timedelta(days=120))
    at_the_door = list(lately.filter(met_outing__setting="doorstep").order_by("id"))
    elsewhere = list(lately.exclude(met_outing__setting="doorstep").exclude(language="ar").order_by("id"))
    _all(at_the_door[::3], Sorted(Stage.ACTIVE, tags=(tags[LIFT],)), mira)
    _all(at_the_door[1::3], Sorted(Stage.IN_TALKS, tags=(tags[LIFT], tags[REPAIRS])), mira)
    _all(elsewhere[::9], Sorted(Stage.IN_TALKS, ("es",), (tags[REPAIRS],)), mira)
    _all(elsewhere[4::15], Sorted(Stage.ACTIVE, tags=(tags[ROUND],)), mira)
    _all(elsewhere[7::31], Sorted(Stage.RESTING, ("pl", "ar")), mira)


def _all(people: Iterable[Person], chosen: Sorted, mira: Member) -> None:
    for person in people:
        sort_person(person, chosen, by=mira)
