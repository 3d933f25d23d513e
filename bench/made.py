"""A group of any size out of nothing, for programs that ask how cost grows: people, outings, facts, what is due.

`Made(people, seed)` founds a group in an empty instance (SQLite in HANDBILL_DATA, PostgreSQL by DATABASE_URL), and `fill`
goes out once for every hundred people; each outing brings ten facts a person through the one door that facts go through.
The same seed makes the same outings, people and facts with the same ids; ids of members, keys, and so what is sealed under
them, are new each time. Cards are really sealed, as they stand after the intake. One outing is held in memory at a time.
"""

import os
import random
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

A_HUNDRED = 100
FACTS_EACH = 10
PLACES = 40
PASSWORD = "ferry timber lantern quilt"
UNTIL = datetime(2026, 9, 12, 12, 0, tzinfo=UTC)  # the last outing; the first lies YEARS before it
YEARS = timedelta(days=3 * 365)
LANGUAGES = ("en", "en", "en", "es", "ar", "pl", "")
STAGES = ("met", "met", "met", "in_talks", "active", "resting")


class Made:
    """The group and its chance; with no people, a group that has only been founded."""

    def __init__(self, people: int, seed: int = 1):
        from handbill.accounts.actions import found_group
        from handbill.accounts.keyring import keyring_of
        from handbill.accounts.unlocking import unwrap_member_secret

        self.chance, self.people = random.Random(seed), people  # noqa: S311  the same data again, no secret
        founded = found_group(
            name="Aldermouth Tenants’ Union", language="en", country="GB", timezone="Europe/London",
            paper="The Stairwell", ink="#0E5362", member_name="Ada", login="ada", password=PASSWORD,
        )  # fmt: skip
        self.group, self.ada = founded.group, founded.member
        self.keyring = keyring_of(self.ada, unwrap_member_secret(self.ada, PASSWORD))

    def fill(self) -> None:
        self._bring_in()
        self._sort()
        for number in range(0, self.people, A_HUNDRED):
            self._go_out(number, min(A_HUNDRED, self.people - number))

    def _bring_in(self) -> None:
        from handbill.accounts.actions import accept_invitation, invite
        from handbill.accounts.models import Phone

        self.crew = [self.ada]
        for name in ("Ben", "Dora", "Ema", "Finn"):
            _, token = invite(role="volunteer", by=self.ada, keyring=self.keyring, name=name)
            self.crew.append(accept_invitation(token, name=name, login=name.casefold(), password=PASSWORD))
        self.phone = Phone.objects.create(group=self.group, name="stall")

    def _sort(self) -> None:
        """Places, tags and the words people agree to."""
        from handbill.accounts.models import Wording
        from handbill.people.models import Tag
        from handbill.plan.models import Place

        first = UNTIL - YEARS
        self.wording = Wording.objects.filter(group=self.group).first()
        self.places = [
            Place.objects.create(id=self._id(first), group=self.group, name=f"Gate {number}", setting="stall")
            for number in range(min(PLACES, -(-self.people // A_HUNDRED)))
        ]
        self.tags = [
            Tag.objects.create(id=self._id(first), group=self.group, name=name, folded=name, made_by=self.ada)
            for name in ("damp", "lifts", "rent")
        ]

    def _go_out(self, number: int, people: int) -> None:
        """One outing with all that came of it."""
        from django.db import transaction

        starts_at = UNTIL - YEARS + YEARS * min(1, (number + A_HUNDRED) / self.people)
        with transaction.atomic():
            outing = self._outing(number // A_HUNDRED, starts_at)
            self._meet(outing, number, self._talk(outing, people))

    def _outing(self, number: int, starts_at: datetime):
        from handbill.plan.models import Outing

        return Outing.objects.create(
            id=self._id(starts_at - timedelta(days=3)), group=self.group, place=self.places[number % len(self.places)],
            setting="stall", starts_at=starts_at, ends_at=starts_at + timedelta(hours=3), made_by=self.ada,
            lead=self.crew[number % len(self.crew)], made_at=starts_at - timedelta(days=3),
        )  # fmt: skip

    def _talk(self, outing, people: int) -> list[uuid.UUID]:
        """File the facts; the ids of as many conversations as there are people."""
        from handbill.facts.filing import file
        from handbill.facts.judging import Sender

        sender = Sender(self.group, self.phone, None, {outing.id: outing}, outing.ends_at)
        talks: list[uuid.UUID] = []
        facts = list(self._facts(outing, people, talks))
        for first in range(0, len(facts), 200):
            receipts = file(facts[first : first + 200], sender).receipts
            assert all(receipt.verdict == "filed" for receipt in receipts), receipts[0]
        return talks

    def _facts(self, outing, people: int, talks: list[uuid.UUID]) -> Iterator[dict]:
        """Ten a person: a conversation, what came of it, and eight handouts."""
        for number in range(people):
            at = outing.starts_at + timedelta(minutes=170) * number / people
            talks.append(self._id(at))
            yield _fact(talks[-1], "conversation", outing, at, {})
            reception = self.chance.choice((1, 2, 2, 3, 3, 3, 4))
            yield _fact(self._id(at), "detail", outing, at, {"of": str(talks[-1]), "reception": reception})
            for _ in range(FACTS_EACH - 2):
                yield _fact(self._id(at), "handout", outing, at, {"copies": 1, "for_friend": 0, "way": "hand"})

    def _meet(self, outing, number: int, talks: list[uuid.UUID]) -> None:
        from handbill.followup.models import FollowUp
        from handbill.people.models import Card, Consent, IndexEntry, Person, Tagged

        group, met = self.group, [self._person(outing, talk) for talk in talks]
        sealed = [self._card(person.id, number + place) for place, person in enumerate(met)]
        tagged = [person for person in met if self.chance.random() < 0.3]
        Person.objects.bulk_create(met)
        Card.objects.bulk_create([card for card, _entries in sealed])
        IndexEntry.objects.bulk_create([entry for _card, entries in sealed for entry in entries])
        Consent.objects.bulk_create([consent for person in met for consent in self._consents(person)])
        FollowUp.objects.bulk_create([self._follow_up(person) for person in met])
        Tagged.objects.bulk_create(
            [Tagged(group=group, person=person, tag=self.chance.choice(self.tags)) for person in tagged]
        )

    def _person(self, outing, talk: uuid.UUID):
        from handbill.people.models import Person

        at, whose = outing.starts_at + timedelta(hours=1), self.chance.choice(self.crew)
        return Person(
            id=self._id(at), group=self.group, owner=whose, is_anyones=self.chance.random() < 0.1, met_outing=outing,
            met_by=whose, met_at=at, contact_fact=self._id(at), conversation_fact=talk, channels=["phone"],
            language=self.chance.choice(LANGUAGES), stage=self.chance.choice(STAGES),
        )  # fmt: skip

    def _consents(self, person) -> Iterator:
        """Everybody may be rung, half of them get the paper."""
        from handbill.people.models import Consent

        for purpose, share, channel in (("follow_up", 1, "phone"), ("news", 0.5, "email")):
            if self.chance.random() < share:
                yield Consent(
                    group=self.group, person=person, purpose=purpose, channel=channel, wording=self.wording,
                    given_at=person.met_at,
                )  # fmt: skip

    def _follow_up(self, person):
        """One in twenty still waits."""
        from handbill.followup.models import FollowUp

        due_at, is_open = person.met_at + timedelta(days=2), self.chance.random() < 0.05
        closed = {"tried_at": due_at, "reached_at": due_at, "closed_at": due_at, "closed_by": person.owner}
        return FollowUp(
            id=self._id(person.met_at), group=self.group, person=person, owner=person.owner, due_at=due_at,
            opened_at=person.met_at, **({} if is_open else closed),
        )  # fmt: skip

    def _card(self, id: uuid.UUID, number: int):
        from handbill.keys.envelope import CARD, rewrap_symmetric, seal_body
        from handbill.people.models import Card
        from handbill.people.sign_in_work import entries_of

        phone = f"+4477{number:08}"
        plain = {"v": 1, "name": f"Person-{number:05} Quill", "phone": phone, "email": "", "other": "", "note": "Rent"}
        data_key, epoch = os.urandom(32), self.keyring.current_epoch
        card = Card(
            person_id=id, group=self.group, ct=seal_body(plain, CARD, id, data_key), wraps_as_they_came=[],
            intake=rewrap_symmetric(self.keyring.card_key(epoch), data_key, id), intake_epoch=epoch,
        )  # fmt: skip
        return card, entries_of(id, (phone, ""), self.keyring, epoch)

    def _id(self, at: datetime) -> uuid.UUID:
        """As `new_id` makes them, by this chance."""
        milliseconds = int(at.timestamp() * 1000)
        by_chance = self.chance.getrandbits(12) << 64 | 0b10 << 62 | self.chance.getrandbits(62)
        return uuid.UUID(int=milliseconds << 80 | 0x7 << 76 | by_chance)


def _fact(id: uuid.UUID, kind: str, outing, at: datetime, body: dict) -> dict:
    made_at = at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return {"id": str(id), "kind": kind, "outing": str(outing.id), "made_at": made_at, "body": body}
