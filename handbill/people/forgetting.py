"""A group's rule on forgetting: people from whom nothing was heard for so many months are erased. Off until it is set.

Nobody is erased without a week's notice on Today, in which organisers see who it is and may keep each of them. Somebody is
spared while anything says that the group and they still have to do with each other: see `heard_of_since`.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from handbill.accounts.audit import note
from handbill.accounts.models import Group, Member
from handbill.base import jobs
from handbill.base.clock import now
from handbill.base.errors import MayNot, Refusal
from handbill.people.actions import erase_person
from handbill.people.models import Card, Consent, ForgettingRule, Notice, Person, Stage

NOTICE = timedelta(days=7)
FEWEST_MONTHS, MOST_MONTHS = 3, 120
AT_ONCE = 200
JOB = "people.forget"


@dataclass(frozen=True)
class Outlook:
    """What a rule would do if it held: how many of how many, and not before which moment."""

    months: int
    would_go: int
    everybody: int
    not_before: datetime


def outlook(group: Group, months: int) -> Outlook:
    """Shown before the rule is set. Nothing is written."""
    everybody = Person.objects.filter(group=group).count()
    return Outlook(months, long_unheard_of(group, months).count(), everybody, now() + NOTICE)


@transaction.atomic
def set_rule(months: int | None, *, by: Member) -> ForgettingRule | None:
    """From now on, or (None) no longer. A changed rule gives everybody a new week: notices of before are void."""
    if not by.is_organiser:
        raise MayNot(_("The rule on forgetting is set by organisers. Nothing was changed."))
    if months is not None and not FEWEST_MONTHS <= months <= MOST_MONTHS:
        raise Refusal("months", _("Choose between 3 and 120 months. Nothing was changed."), 422)
    Notice.objects.filter(group=by.group_id).delete()
    note(by, "forgetting_rule_set", count=months or 0)
    if months is None:
        ForgettingRule.objects.filter(group=by.group_id).delete()
        return None
    values = {"months": months, "set_at": now(), "set_by": by}
    rule = ForgettingRule.objects.update_or_create(group_id=by.group_id, defaults=values)[0]
    give_notice(rule)
    return rule


@transaction.atomic
def keep_person(person: Person, *, by: Member) -> None:
    """The rule spares them, as if they had been heard of today."""
    Person.objects.filter(id=person.id).update(kept_at=now())
    Notice.objects.filter(person=person.id).delete()
    note(by, "card_kept", person.id)


def to_be_forgotten(member: Member):
    """Those with a notice whom she may see, the first to go first."""
    people = Person.objects.visible_to(member).filter(notice__isnull=False)
    return people.select_related("notice", "owner", "group", "met_outing__place").order_by("notice__told_at", "id")


def goes_at(person: Person) -> datetime:
    """When the week of somebody's notice is over."""
    return person.notice.told_at + NOTICE


def long_unheard_of(group: Group, months: int):
    """Whom a rule of so many months is about."""
    people = Person.objects.filter(group=group, met_at__lt=since(months)).exclude(heard_of_since(since(months)))
    return people.exclude(_would_be_met_again_unknown())


def heard_of_since(at: datetime) -> Q:
    """A step is due or was agreed since, somebody reached them, kept them, or they get the paper or are active."""
    follow_ups = Person.follow_ups.rel.related_model.objects.filter(person=OuterRef("pk"))
    lately = follow_ups.filter(Q(reached_at__gte=at) | Q(opened_at__gte=at) | Q(closed_at=None, due_at__gte=now()))
    agreed = Consent.objects.filter(person=OuterRef("pk"), withdrawn_at=None)
    asked = Person.asked.rel.related_model.objects.filter(person=OuterRef("pk"), asked_at__gte=at)
    sends = Exists(agreed.filter(purpose__in=["news", "texts"])) | Exists(agreed.filter(given_at__gte=at))
    return Q(kept_at__gte=at) | Q(stage=Stage.ACTIVE) | Exists(lately) | Exists(asked) | sends


def since(months: int) -> datetime:
    """So many months ago, on the same day or the month's last."""
    today = timezone.localtime(now())
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    day = min(today.day, monthrange(year, month + 1)[1])
    return today.replace(year=year, month=month + 1, day=day)


def give_notice(rule: ForgettingRule) -> int:
    """A week for those the rule has come to be about; void for those of whom something was heard."""
    about = long_unheard_of(rule.group, rule.months)
    Notice.objects.filter(group=rule.group_id).exclude(person__in=about.values("id")).delete()
    new = about.filter(notice=None).values_list("id", flat=True)
    rows = [Notice(person_id=id, group_id=rule.group_id, told_at=now()) for id in new]
    return len(Notice.objects.bulk_create(rows, ignore_conflicts=True))


def forget(rule: ForgettingRule, most: int = AT_ONCE) -> int:
    """Erase those whose week is over and of whom still nothing was heard; returns how many."""
    told = Person.objects.filter(notice__told_at__lte=now() - NOTICE, notice__told_at__gte=rule.set_at)
    people = list(told.filter(id__in=long_unheard_of(rule.group, rule.months).values("id"))[:most])
    for person in people:
        erase_person(person, by=None, reason="rule", what="erased_by_rule")
    return len(people)


@jobs.each_round
def ask_for_today() -> None:
    """Once a day for every group with a rule."""
    for group_id in ForgettingRule.objects.values_list("group", flat=True):
        jobs.ask(JOB, f"{JOB}:{group_id}:{timezone.localdate(now())}", str(group_id), group=group_id)


@jobs.work(JOB)
def forget_today(given: str) -> None:
    """Erase in handfuls until nobody is left whose week is over; then tell whom it is about next."""
    rule = ForgettingRule.objects.filter(group=given).select_related("group").first()
    if rule is None:
        return
    give_notice(rule)
    while forget(rule) == AT_ONCE:
        pass


def _would_be_met_again_unknown() -> Q:
    """Who wants no contact and could not be known again: a card waits until an organiser's session has made its entries."""
    cards = Card.objects.filter(person=OuterRef("pk"), no_contact_entries=None)
    unknown = cards.exclude(intake_epoch__isnull=False, index_entries=None)
    return Q(wants_no_contact_at__isnull=False) & Exists(unknown)
