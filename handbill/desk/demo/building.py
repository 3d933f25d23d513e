"""Build the year: found the group, go out 44 times, get back to people, leave today's work open."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from handbill.accounts.actions import accept_invitation, found_group, invite, let_in_organiser
from handbill.accounts.keyring import Keyring, keyring_of
from handbill.accounts.models import Instance, Member
from handbill.accounts.unlocking import unwrap_member_secret
from handbill.base import clock
from handbill.copies.actions import add_batch
from handbill.copies.models import Batch
from handbill.copies.models.print import MOST_IN_A_BATCH
from handbill.debrief.actions import add_remark
from handbill.desk.demo import cast
from handbill.desk.demo.chance import Chosen, Drawn, draw
from handbill.desk.demo.copies import keep_copies
from handbill.desk.demo.getting_back import leave_open
from handbill.desk.demo.mailing import send_out
from handbill.desk.demo.neighbours import know_them
from handbill.desk.demo.paper import write_paper
from handbill.desk.demo.phones import Sealing, deal, send
from handbill.desk.demo.questions import talk_over_questions
from handbill.facts.models import Question
from handbill.followup.actions import NextStep, note_attempt
from handbill.followup.models import FollowUp
from handbill.learn.bringing import advice_for
from handbill.people.quiet_hours import is_quiet
from handbill.plan.actions import book_copies, close_decision, decide, plan_outing, say_coming, set_guide
from handbill.plan.models import Outing, Place
from handbill.plan.passes import pass_text, standing_pass

SEED = 1403
OUTINGS = len(cast.TURNS)
EVERY, NIGHT = timedelta(days=8), timedelta(hours=11)


@dataclass(frozen=True)
class DemoBuilt:
    """What the demo's first page says; `outing` is on now."""

    login: str
    password: str
    outing: Outing
    pass_text: str


def build_demo(now: datetime) -> DemoBuilt:
    """Fill a migrated, empty instance; the same each time but for the dates, which lie relative to `now`."""
    with transaction.atomic():
        Instance.objects.update(is_demo=True)
        with clock.stand_at(now - EVERY * OUTINGS - timedelta(days=6)):
            year = Year(now)
    for number in range(OUTINGS):
        year.go_out(number)
    yesterday = year.yesterday()
    talk_over_questions(year.group, now, year.mira, year.members["Ola"], year.keyring)
    leave_open(year.group, now, year.mira, year.members, year.sealing)
    know_them(year.group, now, year.mira, yesterday)
    keep_copies(year.group, now, year.mira, year.members)
    write_paper(year.group, now, year.mira, year.members)
    send_out(year.group, now, year.keyring)
    with transaction.atomic():
        year.coming()
        outing = year.on_now()
        return DemoBuilt(cast.LOGIN, cast.PASSWORD, outing, pass_text(standing_pass(outing, year.mira)))


class Year:
    """The group of the demo and its chance."""

    def __init__(self, now: datetime):
        self.now, self.chance = now, random.Random(SEED)  # noqa: S311  for a story, not for a secret
        founded = found_group(**cast.GROUP, member_name="Mira", login=cast.LOGIN, password=cast.PASSWORD)
        self.group, self.mira = founded.group, founded.member
        self.keyring: Keyring = keyring_of(self.mira, unwrap_member_secret(self.mira, cast.PASSWORD))
        self.members = {name: self._bring_in(name, role) for name, role in cast.MEMBERS}
        for position, (text, answer) in enumerate(cast.QUESTIONS):
            Question.objects.create(group=self.group, text=text, answer=answer, position=position)
        self.places = [
            Place.objects.create(group=self.group, name=place.name, setting=place.setting) for place in cast.PLACES
        ]
        self.sealing = Sealing(self.group, self.chance)
        self.batches: dict[str, Batch] = {}
        self.brought: dict[str, int] = {}

    def _bring_in(self, name: str, role: str) -> Member:
        _, text = invite(role=role, by=self.mira, keyring=self.keyring, name=name)
        member = accept_invitation(text, name=name, login=name.casefold(), password=cast.PASSWORD)
        if member.is_organiser:
            let_in_organiser(member, by=self.mira, keyring=self.keyring)
        member.languages = cast.THEY_SPEAK.get(name, [])
        member.save(update_fields=["languages"])
        return member

    def go_out(self, number: int) -> None:
        """One outing of the past, with its follow-ups, remarks and decisions."""
        day = self.now - EVERY * (OUTINGS - number)
        outing = self._past(cast.TURNS[number], day, number, quiet=0)
        self._get_back(outing, all_of_them=number < OUTINGS - 1)
        self._talk_it_over(outing, number)

    def yesterday(self) -> Outing:
        """The market whose people wait now; one phone has not sent everything."""
        yesterday = self.now - timedelta(days=1)
        starts_at = _at_hour(yesterday, cast.PLACES[cast.FERRY].start, self.group.timezone)
        return self._past(cast.FERRY, yesterday, OUTINGS, quiet=1, starts_at=starts_at)

    def _past(self, turn: int, day: datetime, number: int, *, quiet: int, starts_at: datetime | None = None) -> Outing:
        place = cast.PLACES[turn]
        starts_at = starts_at or _on_weekday(day, place.weekday, place.start, self.group.timezone)
        crew = self._crew(number)
        with clock.stand_at(starts_at - timedelta(days=3)), transaction.atomic():
            outing = self._plan(turn, starts_at, crew)
            brought = self._bring(place, outing, len(crew) + 1, number)
        days_ago = (self.now - starts_at) / timedelta(days=1)
        drawn = draw(place, starts_at, len(crew) + 1, brought, self.chance, days_ago, _chosen(number, outing, brought))
        if number == cast.RAN_OUT:
            drawn = drawn.later(starts_at + cast.GONE_AFTER - drawn.given[-1].at)
        is_tapped = number not in cast.TOO_QUICK_TO_TAP
        stacks = deal(outing, [self.mira, *crew], brought, drawn, self.sealing, is_tapped)
        send(stacks, pass_text(standing_pass(outing, self.mira)), quiet=quiet)
        self._learn_from(place, brought, drawn.copies)
        return outing

    def _crew(self, number: int) -> list[Member]:
        """Who goes beside Mira: two or three, as told where the story is told."""
        others = [member for member in self.members.values() if member.has_people]
        told = {cast.RAN_OUT: 3, cast.GOOD_ADVICE: 2, OUTINGS: 3}
        return self.chance.sample(others, k=told.get(number) or self.chance.choice([2, 2, 3]))

    def _plan(self, turn: int, starts_at: datetime, crew: list[Member]) -> Outing:
        place = cast.PLACES[turn]
        outing = plan_outing(
            by=self.mira,
            place=self.places[turn],
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=place.hours),
            held_by=place.held_by,
            crowd_expected=place.crowd,
            people_needed=3,
            **cast.GOALS[place.setting],
        )
        set_guide(outing, cast.GUIDE, by=self.mira)
        for member in crew:
            say_coming(outing, by=member)
        return outing

    def _bring(self, place: cast.PlaceCast, outing: Outing, people: int, number: int) -> int:
        """What went last time here and a little more: the habit that runs out. Since it did at Ferry Square, the advice."""
        if number > cast.RAN_OUT:
            advised = advice_for(outing, people).copies
            self._book(outing, advised, advised=advised)
            return advised
        wanted = cast.BROUGHT_THEN if number == cast.RAN_OUT else self.brought.get(place.name, 60)
        self._book(outing, wanted)
        return wanted

    def _book(self, outing: Outing, copies: int, **more) -> None:
        """Of as many batches as it takes."""
        while copies > 0:
            part = min(copies, MOST_IN_A_BATCH)
            book_copies(outing, self._batch(outing, part), part, by=self.mira, **more)
            copies -= part

    def _learn_from(self, place: cast.PlaceCast, brought: int, handed_out: int) -> None:
        self.brought[place.name] = max(
            20, min(190, round(handed_out * (1.15 if handed_out < brought else 1.3) / 10) * 10)
        )

    def _batch(self, outing: Outing, copies: int) -> Batch:
        """Every ninth week or so a new issue; a batch is 200 copies, as long as it lasts."""
        weeks = (self.now - outing.starts_at).days // 7
        issue = str(14 - weeks // 9)
        batch = self.batches.get(issue)
        booked = sum(booking.copies for booking in batch.bookings.all()) if batch else 0
        if batch is None or booked + copies > batch.copies:
            batch = self.batches[issue] = add_batch(issue=issue, copies=MOST_IN_A_BATCH, by=self.mira)
        return batch

    def _get_back(self, outing: Outing, *, all_of_them: bool) -> None:
        """Nine in ten are reached in time; of the last outing before yesterday's some are late."""
        for follow_up in (
            FollowUp.objects.open().filter(person__met_outing=outing).select_related("person__met_outing", "group")
        ):
            if not all_of_them and self.chance.random() < 0.4:
                continue
            at = self._by_day(follow_up.due_at - timedelta(hours=self.chance.uniform(2, 40)), follow_up.due_at)
            with clock.stand_at(min(at, self.now - timedelta(hours=1))):
                self._try(follow_up)

    def _by_day(self, at: datetime, due_at: datetime) -> datetime:
        """Nobody rings at night: in the day that follows, or in the one before where that would be too late."""
        if not is_quiet(at, ZoneInfo(self.group.timezone)):
            return at
        return at + NIGHT if at + NIGHT < due_at else at - NIGHT

    def _try(self, follow_up: FollowUp) -> None:
        by = follow_up.owner or self.mira
        outcome = self.chance.choices(["talked", "wrong_number", "no_contact"], [9, 1, 1])[0]
        wants_more = (
            outcome == "talked" and follow_up.due_at > self.now - timedelta(days=40) and self.chance.random() < 0.25
        )
        step = (
            NextStep("invite", "Repairs evening on Wednesday", self._noon_in(days=self.chance.randint(1, 9)))
            if wants_more
            else None
        )
        note_attempt(follow_up, outcome, by=by, next_step=step)

    def _noon_in(self, days: int) -> datetime:
        return _at_hour(self.now + timedelta(days=days), (12, 0), self.group.timezone)

    def _talk_it_over(self, outing: Outing, number: int) -> None:
        """Up to two members answer the debrief's questions; every third time something is decided."""
        members = [self.mira, self.members["Joss"]][: self.chance.choice([0, 1, 2])]
        remarks = self.chance.sample(cast.REMARKS, k=len(members))
        with clock.stand_at(outing.ends_at + timedelta(hours=3)), transaction.atomic():
            for member, (prompt, words) in zip(members, remarks, strict=True):
                add_remark(outing, words, prompt, by=member)
            if number % 3 == 0:
                self._decide(outing, number)

    def _decide(self, outing: Outing, number: int) -> None:
        """Most of what was decided is done by now; the last few are open."""
        owner = self.members[self.chance.choice(["Joss", "Ola", "Hugo"])]
        text = cast.DECISIONS[number % len(cast.DECISIONS)]
        decision = decide(outing, text, owner, (outing.ends_at + timedelta(days=25)).date(), by=self.mira)
        if number < OUTINGS - 8:
            close_decision(decision, by=owner)

    def coming(self) -> None:
        """Three outings ahead; nothing is known yet of the last one's kind."""
        for turn, days in ((cast.GATE, 3), (cast.FERRY, 6), (cast.ASHBY, 9)):
            place = cast.PLACES[turn]
            starts_at = _on_weekday(self.now + timedelta(days=days), place.weekday, place.start, self.group.timezone)
            starts_at = starts_at if starts_at > self.now + timedelta(hours=20) else starts_at + timedelta(days=7)
            self._plan(turn, starts_at, [self.members[name] for name in ("Hugo", "Dalia", "Kofi")])

    def on_now(self) -> Outing:
        """Outside the town hall, begun half an hour ago: nothing is noted yet, the square is waiting."""
        begun = (self.now - timedelta(minutes=30)).replace(second=0, microsecond=0)
        outing = self._plan(
            cast.TOWN_HALL, begun - timedelta(minutes=begun.minute % 15), [self.members["Ola"], self.members["Kofi"]]
        )
        book_copies(outing, add_batch(issue="14", copies=200, by=self.mira), 100, by=self.mira)
        return outing


def _chosen(number: int, outing: Outing, brought: int) -> Chosen | None:
    """The days the story needs: gone at ten past four; enough the next time; gone at the gate before anybody looked."""
    if number == cast.RAN_OUT:
        return Chosen(lambda drawn: _gone_at(drawn, brought, outing.starts_at + cast.GONE_AFTER))
    if number == cast.GOOD_ADVICE:
        return Chosen(lambda drawn: 0.75 * brought <= drawn.copies <= 0.95 * brought)
    if number in cast.TOO_QUICK_TO_TAP:
        return Chosen(lambda drawn: drawn.copies == brought)
    return None


def _gone_at(drawn: Drawn, brought: int, moment: datetime) -> bool:
    """The last copy went within minutes of the moment, and people asked for more."""
    is_gone = drawn.copies == brought and len(drawn.in_vain) > 5
    return is_gone and abs(drawn.given[-1].at - moment) < timedelta(minutes=5)


def _on_weekday(day: datetime, weekday: int, start: tuple[int, int], zone: str) -> datetime:
    """The nearest such weekday before or on `day`, at that hour on the group's clock."""
    local = day.astimezone(ZoneInfo(zone))
    return _at_hour(local - timedelta(days=(local.weekday() - weekday) % 7), start, zone)


def _at_hour(day: datetime, start: tuple[int, int], zone: str) -> datetime:
    """That hour of that day on the group's clock."""
    return day.astimezone(ZoneInfo(zone)).replace(hour=start[0], minute=start[1], second=0, microsecond=0)
