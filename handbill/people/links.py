"""The link by which somebody sees what a group has on them, and what its page may show.

The seam for whoever builds that page:

    link_to_self(person) -> path     `/yours/<token>/`, the same until it is revoked; links_to_selves(people) for many
    person_of(token) -> Person | None     None: unknown, revoked, erased; one and the same answer for all three
    own_page(person) -> OwnPage     all that may stand there: no key is needed, and no name, number or note is in it
    handbill.people.herself     what she does there: withdraw one, withdraw all, erase, ask for a correction or her card

Nothing personal stands in the address: the token is the row's random id, the version that `revoke_links` raises, and
16 bytes of HMAC-SHA256 under a key made from the instance's secret for this purpose alone. A page reached by it is
public to whoever holds the link, so it names nobody; it is answered with no-store and opened by GET without changing
anything, since scanners of mail follow links.
"""

import base64
import binascii
import hmac
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache

from django.conf import settings
from django.db.models import F, Q

from handbill.accounts.audit import note
from handbill.accounts.models import Member
from handbill.base.errors import MayNot
from handbill.people.consents import Agreed, agreed_by
from handbill.people.models import Person, SelfLink

PURPOSE = b"handbill: what you have on me, 1"
ID_BYTES, VERSION_BYTES, MAC_BYTES = 16, 2, 16
ALL_BYTES = ID_BYTES + VERSION_BYTES + MAC_BYTES


@dataclass(frozen=True)
class OwnPage:
    """What a group has on somebody, as far as it can be said without a key."""

    group_name: str
    met_at: datetime
    met_where: str  # the place of the outing; empty for who signed up
    channels: tuple[str, ...]  # kinds of ways to reach them that lie on the card, never the numbers
    agreed: tuple[Agreed, ...]  # all they ever agreed to, with the very words
    wants_no_contact: bool
    asked: tuple[str, ...]  # what they asked for here and nobody has done yet: "correction", "own_card"


def link_to_self(person: Person) -> str:
    """The path for one person."""
    return links_to_selves([person])[person.id]


def links_to_selves(people: Iterable[Person]) -> dict[uuid.UUID, str]:
    """Paths by person, in one query where they have one already: for a mailing."""
    people = {person.id: person for person in people}
    known = SelfLink.objects.filter(person__in=list(people))
    links = {link.person_id: link for link in known}
    if missing := [one for id, one in people.items() if id not in links]:
        rows = [SelfLink(person_id=one.id, group_id=one.group_id) for one in missing]
        SelfLink.objects.bulk_create(rows, ignore_conflicts=True)  # somebody may be as quick as we are
        links |= {link.person_id: link for link in known.filter(person__in=[one.id for one in missing])}
    return {id: f"/yours/{_token(link)}/" for id, link in links.items()}


def person_of(token: str) -> Person | None:
    """Who is meant; None for whatever was never given out, was revoked, or is erased."""
    parts = _parts(token)
    if parts is None:
        return None
    link_id, version = parts
    found = SelfLink.objects.filter(id=link_id, version=version).values("person")
    people = Person.objects.filter(
        Q(id__in=found) | Q(merged_away__in=found)
    )  # a link of before cards were put together
    return people.select_related("group", "owner", "met_outing__place").first()


def revoke_links(person: Person, *, by: Member) -> None:
    """Every link given out to this person is dead from now on; the next one is another."""
    if not by.has_people:
        raise MayNot()
    SelfLink.objects.filter(person=person.id).update(version=F("version") + 1)
    note(by, "own_links_revoked", person.id)


def own_page(person: Person) -> OwnPage:
    """All that the page may show."""
    return OwnPage(
        group_name=person.group.name,
        met_at=person.met_at,
        met_where=person.met_outing.place.name if person.met_outing else "",
        channels=tuple(person.channels),
        agreed=tuple(replace(one, told="", withdrawn_by="") for one in agreed_by(person)),
        wants_no_contact=person.wants_no_contact_at is not None,
        asked=tuple(person.asked.filter(done_at=None).values_list("kind", flat=True)),
    )


def _token(link: SelfLink) -> str:
    signed = link.id.bytes + link.version.to_bytes(VERSION_BYTES, "big")
    return base64.urlsafe_b64encode(signed + _mac(signed)).rstrip(b"=").decode()


def _parts(token: str) -> tuple[uuid.UUID, int] | None:
    try:
        raw = base64.b64decode(f"{token}==", altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        return None
    signed, mac = raw[:-MAC_BYTES], raw[-MAC_BYTES:]
    if len(raw) != ALL_BYTES or not hmac.compare_digest(mac, _mac(signed)):
        return None
    return uuid.UUID(bytes=signed[:ID_BYTES]), int.from_bytes(signed[ID_BYTES:], "big")


def _mac(signed: bytes) -> bytes:
    return hmac.digest(_key(settings.SECRET_KEY), signed, "sha256")[:MAC_BYTES]


@lru_cache(2)
def _key(secret: str) -> bytes:
    return hmac.digest(secret.encode(), PURPOSE, "sha256")
