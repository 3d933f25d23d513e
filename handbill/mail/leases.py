"""Whether somebody is sending an order at this moment. Whoever sends says so all the time; silence is a pause."""

from datetime import timedelta

from handbill.base.clock import now
from handbill.mail.models import Mailing, State

LEASE = timedelta(minutes=3)  # longer than one mail may take with every answer as late as it may be


def is_being_sent(mailing: Mailing) -> bool:
    return mailing.state == State.RUNNING and mailing.beat_at is not None and mailing.beat_at > now() - LEASE
