"""What the provider lets through in an hour, counted from the rows: a restart or another process changes nothing."""

import math
import uuid
from datetime import datetime, timedelta

from handbill.base.clock import now
from handbill.mail.models import MailAccount, Recipient

HOUR = timedelta(hours=1)


def allowance(group_id: uuid.UUID, hourly: int) -> int:
    """How many mails may still go out now: of any sixty minutes none holds more than `hourly`."""
    lately = Recipient.objects.filter(group=group_id, tried_at__gt=now() - HOUR).exclude(mailing__kind="texts")
    return max(0, hourly - lately.count())


def expected_end(group_id: uuid.UUID, waiting: int, begin: datetime | None = None) -> datetime:
    """When `waiting` mails will have gone, at the account's pace, from now or from when the server wants mail again."""
    begin = max(begin or now(), now())
    hourly = MailAccount.objects.filter(group=group_id).values_list("hourly", flat=True).first() or 200
    left = max(0, waiting - allowance(group_id, hourly))
    return begin + HOUR * math.ceil(left / hourly)
