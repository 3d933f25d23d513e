"""One schedule: an afternoon with up to five phones, drawn from a seed, and what befalls it; then the weather clears."""

import contextlib
import json
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from handbill.accounts.models import Instance, Member
from handbill.copies.models import Batch
from handbill.facts import tallies
from handbill.facts.models import Fact
from handbill.facts.totals import totals_of
from handbill.followup.models import FollowUp
from handbill.people.actions import erase_person
from handbill.people.models import Person
from handbill.plan.actions import book_copies
from handbill.plan.models import Outing, Place
from handbill.plan.passes import pass_text, revoke, standing_pass
from handbill.sync.rescue import file_rescue, read_file
from tests.cast import NOON
from tests.faults import expected
from tests.faults.handset import Handset
from tests.faults.line import AT_THE_SERVER, ON_THE_WAY, Clock, Line
from tests.faults.standing_copy import back_up, restore

STALL = NOON + timedelta(hours=3)
DAY = timedelta(days=1)
# How often what happens: (weight, event).
EVENTS = {
    "note": 40, "send": 30, "deliver": 8, "start again": 4, "phone's clock": 3, "server's clock": 3,
    "revoke": 2, "revoke with its phones": 1, "new square": 3, "outing over": 2, "back up": 1, "restore": 2, "erase": 2,
}  # fmt: skip

TELLING = ("send", "deliver", "start again", "new square", "restore")  # after these a phone may say something else


@dataclass
class Afternoon:
    """`log` tells the story afterwards, for whoever looks for what went wrong."""

    draw: random.Random
    ada: Member
    copy_file: Path
    log: list = field(default_factory=list)
    noted: dict = field(default_factory=dict)  # fact id -> (phone id, fact)
    erased: list = field(default_factory=list)
    has_copy: bool = False

    def __post_init__(self):
        self.clock = Clock(STALL)
        self.booked = self.draw.choice([0, 100])
        self.outing, self.text = plan(self.ada, self.booked)
        mishaps = self.draw.sample([*ON_THE_WAY, *AT_THE_SERVER], self.draw.randint(0, 4))
        self.line = Line(self.draw, {mishap: self.draw.uniform(0.02, 0.25) for mishap in mishaps})
        self.phones = [self._phone() for _ in range(self.draw.choice([1, 1, 2, 2, 3, 4, 5]))]

    def _phone(self) -> Handset:
        """Whoever stands at the table scans until it works."""
        phone = Handset(client=self.line, zips=self.draw.random() < 0.3, batch=self.draw.choice([2, 10, 200]))
        while not phone.scan(self.text):
            pass
        return phone

    def run(self) -> None:
        with contextlib.closing(self.clock):
            for _ in range(self.draw.randint(6, 30)):
                event = self.draw.choices(list(EVENTS), list(EVENTS.values()))[0]
                self.log.append(event)
                getattr(self, "_" + event.replace(" ", "_").replace("'", ""))(self.draw.choice(self.phones))
                self.clock.set(self.clock.moment + timedelta(seconds=self.draw.uniform(1, 300)))
                if event in TELLING:
                    self.look_at_phones()
            self.clear_up()
            self.look_at_the_end()

    # What happens

    def _note(self, phone: Handset) -> None:
        for _ in range(self.draw.randint(1, 4)):
            fact = write(phone, self.draw, [fact["id"] for _phone, fact in self.noted.values()])
            self.noted[fact["id"]] = (phone.id, fact)

    def _send(self, phone: Handset) -> None:
        for _ in range(self.draw.randint(1, 4)):
            self.log.append(f"  {phone.id[-4:]} {'answered' if phone.send_once() else 'nothing'}")
            if not phone.outbox:
                break

    def _deliver(self, phone: Handset) -> None:
        self.line.deliver()

    def _start_again(self, phone: Handset) -> None:
        phone.start_again()

    def _phones_clock(self, phone: Handset) -> None:
        phone.set_clock(timedelta(hours=self.draw.uniform(-24, 24)))

    def _servers_clock(self, phone: Handset) -> None:
        self.clock.set(STALL + timedelta(hours=self.draw.uniform(-24, 24)))

    def _revoke(self, phone: Handset, end_phones: bool = False) -> None:
        revoke(standing_pass(self.outing, self.ada), self.ada, end_phones=end_phones)

    def _revoke_with_its_phones(self, phone: Handset) -> None:
        self._revoke(phone, end_phones=True)

    def _new_square(self, phone: Handset) -> None:
        self.text = pass_text(standing_pass(self.outing, self.ada))
        phone.scan(self.text)

    def _outing_over(self, phone: Handset) -> None:
        self.clock.set(max(self.clock.moment, STALL + timedelta(days=self.draw.uniform(0.5, 20))))

    def _back_up(self, phone: Handset) -> None:
        back_up(self.copy_file)
        self.has_copy = True

    def _restore(self, phone: Handset) -> None:
        if self.has_copy:
            restore(self.copy_file, self.erased)
            self.outing = Outing.objects.get(id=self.outing.id)

    def _erase(self, phone: Handset) -> None:
        there = list(Person.objects.filter(met_outing=self.outing).order_by("id"))
        if there:
            person = self.draw.choice(there)
            self.erased.append((str(person.id), str(person.group_id)))
            erase_person(person, by=self.ada)

    # What must hold

    def look_at_phones(self) -> None:
        """What a phone calls sent is on the server's disk, unless that was restored and the phone has not heard of it."""
        generation = Instance.objects.get().generation
        filed = self.filed()
        for phone in self.phones:
            if phone.generation == generation:
                untrue = phone.sent.keys() - filed
                assert not untrue, f"{phone.id} calls {len(untrue)} sent that are not there"
            assert not phone.sent.keys() & phone.outbox.keys()
            forgotten = self.noted_by(phone) - phone.sent.keys() - phone.outbox.keys() - phone.refused.keys()
            assert forgotten <= self.of_erased(), f"{phone.id} has forgotten {len(forgotten)}"

    def clear_up(self) -> None:
        """The weather clears; whoever is turned away is shown the square again, or brings a rescue file to the desk."""
        self.line.calm()
        while self.line.deliver():
            pass
        self.text = pass_text(standing_pass(self.outing, self.ada))
        for phone in self.phones:
            if not phone.send_all() and not (phone.scan(self.text) and phone.send_all()):
                assert "revoke with its phones" in self.log, f"{phone.id} is turned away, and nobody meant it"
                self.log.append("rescue file")
                self._bring(phone)

    def _bring(self, phone: Handset) -> None:
        file = {**phone.rescue_file(), "facts": [*phone.sent.values(), *phone.outbox.values()]}
        outcome = file_rescue(read_file(json.dumps(file).encode(), by=self.ada), by=self.ada)
        filed = self.filed()
        assert all("more than a day" in why or "was erased" in why for why in outcome.reasons), outcome
        kept = [fact for fact in file["facts"] if fact["id"] not in filed | self.of_erased()]
        aside = {fact["id"]: (fact, {"code": "made_in_future"}) for fact in kept}
        phone.refused |= aside
        phone.sent = {fact["id"]: fact for fact in file["facts"] if fact["id"] in filed}
        phone.outbox = {}

    def look_at_the_end(self) -> None:
        filed, refused = self.filed(), self.refused()
        assert filed <= self.noted.keys(), "the server has what nobody noted"
        assert not any(phone.outbox for phone in self.phones)
        missing = self.noted.keys() - filed - self.of_erased()
        assert missing <= refused.keys(), f"{len(missing - refused.keys())} are lost"
        assert set(refused.values()) <= {"made_in_future"}, refused
        assert not refused or any(phone.clock_was_set for phone in self.phones) or "server's clock" in self.log
        there = [self.noted[id] for id in filed]
        assert totals_of(self.outing) == expected.totals(there, self.booked)
        tallies.recount(self.outing.id, self.outing.group_id)
        assert totals_of(self.outing) == expected.totals(there, self.booked)
        self._look_at_people(expected.persons(there) - {card for card, _group in self.erased})

    def _look_at_people(self, wanted: set[str]) -> None:
        people = Counter(str(id) for id in Person.everybody.filter(met_outing=self.outing).values_list("id", flat=True))
        assert people == Counter(wanted), "a card is missing, doubled or came back"
        due = FollowUp.objects.filter(person__met_outing=self.outing).values_list("person_id", flat=True)
        assert Counter(map(str, due)) == Counter(wanted), "not one follow-up for each"

    def filed(self) -> set[str]:
        ids = [str(id) for id in Fact.objects.filter(outing=self.outing).values_list("id", flat=True)]
        assert len(set(ids)) == len(ids), "a fact is there twice"
        return set(ids)

    def refused(self) -> dict[str, str]:
        return {id: receipt["code"] for phone in self.phones for id, (_fact, receipt) in phone.refused.items()}

    def noted_by(self, phone: Handset) -> set[str]:
        return {id for id, (whose, _fact) in self.noted.items() if whose == phone.id}

    def of_erased(self) -> set[str]:
        cards = {card for card, _group in self.erased}
        return {id for id, (_phone, fact) in self.noted.items() if fact["body"].get("person") in cards}


def plan(ada: Member, booked: int):
    """An outing with copies booked, and its square."""
    place, _made = Place.objects.get_or_create(group=ada.group, name="Ferry Square market", setting="stall")
    outing = Outing.objects.create(
        group=ada.group, place=place, setting="stall", starts_at=STALL - timedelta(hours=1),
        ends_at=STALL + timedelta(hours=1), lead=ada, made_by=ada,
    )  # fmt: skip
    if booked:
        batch = Batch.objects.create(group=ada.group, issue="14", code=outing.id.hex[-8:], copies=200)
        book_copies(outing, batch, booked, by=ada)
    return outing, pass_text(standing_pass(outing, ada))


def write(phone: Handset, draw: random.Random, everybodys: list[str]) -> dict:
    """One fact; details and retractions point at anything anybody noted, or at nothing that exists."""
    target = draw.choice(everybodys or [phone.new_id()])
    ask = draw.choice(["given", "refused", "later", "not_asked", None])
    bodies = {
        "conversation": lambda: phone.note("conversation", **({"ask": ask} if draw.random() < 0.5 else {})),
        "detail": lambda: phone.note("detail", of=target, ask=ask),
        "handout": lambda: phone.note("handout", copies=draw.randint(1, 5), for_friend=draw.randint(0, 1), way="hand"),
        "taken": lambda: phone.note("taken", copies=draw.randint(1, 60), from_=draw.choice(["cupboard", "phone"])),
        "passed_on": lambda: phone.note("passed_on", copies=draw.randint(1, 9), to="phone"),
        "count": lambda: phone.note("count", copies=draw.randint(0, 40)),
        "contact": lambda: phone.contact({"name": "Dee"}),
        "retraction": lambda: phone.note("retraction", of=target),
        "shift_ended": lambda: phone.note("shift_ended"),
    }
    return bodies[draw.choice(list(bodies))]()
