"""One sign-up from the form to the thanks: weighed, taken in or held, and asked about news by e-mail."""

from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Wording
from handbill.base import clock, limits
from handbill.base.errors import Refusal
from handbill.followup.models import FollowUp
from handbill.mail.sending import may_send
from handbill.people.models import Person
from handbill.people.opening import open_card
from handbill.signup import actions
from handbill.signup.actions.news import was_mailed, was_not_mailed
from handbill.signup.asking import mail_the_question
from handbill.signup.door import Door
from handbill.signup.forms import PLAIN, SignUp
from handbill.signup.models import HeldSignUp
from handbill.signup.offered import NEWS
from handbill.signup.thanks import Thanks, day_by_which
from handbill.signup.weighing import weigh


def arrive(door: Door, form: SignUp, *, language: str, address: str, origin: str) -> Thanks:
    """`form` is valid; `address` is where it came from and is counted, never kept. Raises Refusal."""
    said, at = form.cleaned_data, clock.now()
    why = weigh(door, address, trap=said["website"], work=said["work"])
    plain = {} if form.is_sealed else {name: said[name] for name in PLAIN}
    contact = actions.contact_of(
        door.group,
        actions.owner_for(door.group, door.batch),
        form.agreed_to,
        language=language,
        at=at,
        plain=plain,
        sealed=said["sealed"],
    )
    if why:
        actions.hold(door.group, contact, batch=door.batch, way=said["way"], why=why, at=at)
        return Thanks(is_held=True)
    person = actions.take_in(door.group, contact, batch=door.batch, way=said["way"], at=at)
    news = next((one for one in form.agreed_to if one.is_news), None)
    to = said["confirm_to"] or said["email"]
    mail = _ask_about_news(door, person, news.wording, to, language, origin) if news else ""
    has_texts = any(one.is_texts for one in form.agreed_to)
    if not contact["consents"] and (mail == "sent" or (has_texts and mail != "failed")):
        FollowUp.objects.filter(person=person).delete()  # what comes by itself is the answer they asked for
        return Thanks(mail=mail, has_texts=has_texts)
    return Thanks(day_by_which(door.group, at), mail, has_texts=has_texts)


def let_in(held: HeldSignUp, *, keyring: Keyring, origin: str) -> Person:
    """An organiser has looked at it: taken in, and asked about the paper now where they wanted it, by her session."""
    person = actions.accept(held, by=keyring.member)
    wording = Wording.objects.filter(group=held.group_id, id=held.contact.get(NEWS[0]) or None).first()
    card = open_card(person, keyring) if wording else None
    if card:
        door = Door(held.group, held.batch, f"/{held.group.slug}")
        _ask_about_news(door, person, wording, card.email, held.contact["language"], origin)
    return person


def _ask_about_news(door: Door, person: Person, wording: Wording, to: str, language: str, origin: str) -> str:
    """`sent`, or `failed`: then nothing is lost, and whoever gets back to them asks."""
    asked = actions.ask_for_news(person, wording)
    if not to or not may_send(door.group):
        return "failed"
    if not limits.has_room("confirmations to an address", to.strip().casefold()):
        was_mailed(asked)
        return "sent"  # a mail to this address went out a moment ago; another would only be a nuisance
    if not limits.has_room("confirmations of a group", str(door.group.pk)):
        return "failed"
    was_mailed(asked)
    try:
        mail_the_question(asked, to, language, before=door.before, origin=origin)
    except Refusal:
        was_not_mailed(asked)
        return "failed"
    return "sent"
