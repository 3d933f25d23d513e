"""What nobody looked at, and who never said yes, goes by itself after a month."""

from datetime import timedelta

from handbill.base import jobs
from handbill.base.clock import now
from handbill.people.actions import empty_the_log, erase_person
from handbill.people.models import Person
from handbill.signup.models import HeldSignUp

AFTER = timedelta(days=30)
AT_ONCE = 50


def listen() -> None:
    jobs.each_round(forget_what_is_old)


def forget_what_is_old() -> int:
    """Returns how many sign-ups went. Who agreed to nothing but the paper, and never confirmed it, agreed to nothing."""
    gone, _by_model = HeldSignUp.objects.filter(came_at__lt=now() - AFTER).delete()
    for person in never_confirmed()[:AT_ONCE]:
        erase_person(person, by=None, reason="never_confirmed", what="never_confirmed")
        gone += 1
    if gone:
        empty_the_log()
    return gone


def never_confirmed():
    """Nobody has to get back to them, nothing was agreed to, and the link in their mail has ended."""
    asked = Person.objects.filter(news_asked__confirmed_at=None, news_asked__asked_at__lt=now() - AFTER)
    return asked.filter(consents=None, follow_ups=None).order_by("id")
