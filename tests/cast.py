"""The cast: Ada organises, Ben volunteers, Vera looks at numbers, Ed edits the paper; Cleo is of another group.

Each has a password (`PASSWORD`), and `sign_in(member)` gives a Django test client with an unlocked session.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client

from handbill.accounts.models import Group, Member
from handbill.base import limits

PASSWORD = "ferry timber lantern quilt"
NOON = datetime(2026, 9, 12, 12, 0, tzinfo=UTC)


@dataclass
class Founded:
    """A founded group in a test: its organiser and the words of its recovery sheet."""

    group: Group
    organiser: Member
    recovery_words: str


def found(name: str, organiser: str) -> Founded:
    from handbill.accounts.actions import found_group

    founded = found_group(
        name=name,
        language="en",
        country="GB",
        timezone="Europe/London",
        paper="The Stairwell",
        ink="#0E5362",
        member_name=organiser,
        login=organiser.casefold(),
        password=PASSWORD,
    )
    return Founded(founded.group, founded.member, founded.recovery_words)


def join(founded: Founded, name: str, role: str) -> Member:
    """Invite somebody and let her accept, through the real actions."""
    from handbill.accounts.actions import accept_invitation, invite

    _, token = invite(role=role, by=founded.organiser, keyring=keyring_of(founded.organiser), name=name)
    return accept_invitation(token, name=name, login=name.casefold(), password=PASSWORD)


def at_this_machine() -> Client:
    """A browser on the loopback address, where plain http is answered."""
    return Client(SERVER_NAME="localhost")


def sign_in(member: Member) -> Client:
    client = at_this_machine()
    answer = client.post("/sign-in/", {"login": member.login, "password": PASSWORD})
    assert answer.status_code == 302, "the cast could not sign in"
    return client


def keyring_of(member: Member):
    """The member's keyring, as an unlocked session of hers would hold it."""
    from handbill.accounts.keyring import keyring_of as build
    from handbill.accounts.unlocking import unwrap_member_secret

    return build(member, unwrap_member_secret(member, PASSWORD))


@pytest.fixture(autouse=True)
def fresh_limits():
    """Rate limits of one test are not those of the next."""
    cache.clear()
    limits.forget()


@pytest.fixture
def client() -> Client:
    """A browser that nobody has signed in with."""
    return at_this_machine()


@pytest.fixture
def union(db) -> Founded:
    return found("Aldermouth Tenants’ Union", "Ada")


@pytest.fixture
def group(union) -> Group:
    return union.group


@pytest.fixture
def ada(union) -> Member:
    return union.organiser


@pytest.fixture
def ben(union) -> Member:
    return join(union, "Ben", "volunteer")


@pytest.fixture
def vera(union) -> Member:
    return join(union, "Vera", "viewer")


@pytest.fixture
def ed(union) -> Member:
    return join(union, "Ed", "editor")


@pytest.fixture
def cleo(db) -> Member:
    return found("Harbour Street Library Friends", "Cleo").organiser


@pytest.fixture
def outing(group, ada):
    """A stall on Saturday 12 September 2026, 15:00 to 17:00 in London, led by Ada."""
    from handbill.plan.models import Outing, Place

    place = Place.objects.create(group=group, name="Ferry Square market", setting="stall")
    starts_at = NOON + timedelta(hours=2)
    return Outing.objects.create(
        group=group,
        place=place,
        setting="stall",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        lead=ada,
        made_by=ada,
    )
