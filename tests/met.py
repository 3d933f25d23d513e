"""People met at the stall, through a real phone and the real way in."""

from datetime import datetime, timedelta

from handbill.accounts.models import Member, Wording
from handbill.base.clock import now, stand_at
from handbill.people.models import Person
from handbill.plan.models import Outing
from tests.cast import NOON, sign_in
from tests.phone import Phone, joined_phone

STALL = NOON + timedelta(hours=3)
CARD = {"name": "Dee Quill", "phone": "07700 900123", "email": "dee@quill.example", "note": "Black mould in the hall"}


def stall_phone(outing: Outing, by: Member) -> Phone:
    """A helper's phone, joined with the pass that `by` showed."""
    return joined_phone(outing, by)


def members_phone(outing: Outing, member: Member) -> Phone:
    """A member's own phone: what she meets is hers."""
    from handbill.plan.joinings import join_as_member

    phone = Phone(client=sign_in(member))
    _joining, phone.token = join_as_member(member, outing.id, phone.id, "")
    bundle = phone.read_outing().json()
    phone.group, phone.outing = bundle["group"], bundle["outing"]
    key = phone.outing["lead"]["key"] if phone.outing["lead"]["id"] == str(member.id) else own_key(member)
    phone.member = {"id": str(member.id), "name": member.name, "key": key}
    return phone


def own_key(member: Member) -> dict:
    from handbill.accounts.readers import member_reader
    from handbill.keys.wire import to_base64

    reader = member_reader(member)
    return {"id": str(reader.key_id), "public": to_base64(reader.public)}


def consents(group, *channels: str, purpose: str = "follow_up") -> list[dict]:
    """What somebody ticked, with the group's own wordings."""
    wording = Wording.objects.filter(group=group, purpose=purpose).first()
    return [{"purpose": purpose, "channel": channel, "wording": str(wording.id)} for channel in channels]


def meet(phone: Phone, card: dict | None = None, *, at: datetime = STALL, **body) -> Person:
    """Somebody gives a contact at `at`; the phone sends it then."""
    if now() == at:
        return _meet(phone, card, body)
    with stand_at(at):
        return _meet(phone, card, body)


def _meet(phone: Phone, card: dict | None, body: dict) -> Person:
    entry = phone.contact({**CARD, **(card or {})}, **body)
    assert phone.send(), "the contact did not arrive"
    return Person.objects.get(id=entry["body"]["person"])
