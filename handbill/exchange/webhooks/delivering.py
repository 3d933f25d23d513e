"""Telling an address: at once, then with growing waits for three days; after that it pauses itself."""

import json
import uuid
from datetime import datetime, timedelta

from django.db import transaction

from handbill.base import jobs, outgoing
from handbill.base.clock import now
from handbill.exchange.webhooks.models import Delivery, Webhook
from handbill.exchange.webhooks.signing import secret_of, signed
from handbill.keys.errors import CannotOpen

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 300, 600, 840, 1200, 1224))  # three days in all
GONE = 410
KEPT = timedelta(days=30)


def tell(webhook: Webhook, kind: str, about: str, said: dict) -> Delivery:
    """Part of the caller's transaction. `about` that was told before changes nothing."""
    body = json.dumps({"type": kind, "timestamp": now().isoformat(), "data": said}, separators=(",", ":"))
    fixed = {"group_id": webhook.group_id, "kind": kind, "body": body}
    delivery, is_new = Delivery.objects.get_or_create(webhook=webhook, about=about, defaults=fixed)
    if is_new:
        _ask(delivery, now())
    return delivery


def deliver(given: str) -> None:
    """One try. Done again after a crash it is the same try: the receiver knows it by its id."""
    id, number = given.split(" ")
    waiting = Delivery.objects.filter(id=uuid.UUID(id), taken_at=None, given_up_at=None, tries=int(number))
    delivery = waiting.select_related("webhook").first()
    if delivery is None:
        return
    if delivery.webhook.paused_at:
        _give_up(delivery, "paused")
        return
    answer, is_taken = _try(delivery)
    with transaction.atomic():
        _note(delivery, answer, is_taken)


def forget_old() -> None:
    """What was told a month ago is no longer shown."""
    Delivery.objects.filter(made_at__lt=now() - KEPT).delete()


def _try(delivery: Delivery) -> tuple[str, bool]:
    body = delivery.body.encode()
    try:
        headers = signed(secret_of(delivery.webhook), str(delivery.id), int(now().timestamp()), body)
        answer = outgoing.post(delivery.webhook.address, body, headers)
    except outgoing.NotAllowed as refused:
        return refused.why, False
    except outgoing.NotReached:
        return "not_reached", False
    except CannotOpen:
        return "secret_lost", False
    return str(answer.status), answer.is_taken


def _note(delivery: Delivery, answer: str, is_taken: bool) -> None:
    delivery.tries += 1
    delivery.tried_at, delivery.answer = now(), answer
    if is_taken:
        delivery.taken_at = now()
    elif answer == str(GONE) or delivery.tries > len(WAITS):
        delivery.given_up_at = now()
        Webhook.objects.filter(pk=delivery.webhook_id, paused_at=None).update(paused_at=now(), paused_by=None)
    else:
        _ask(delivery, now() + WAITS[delivery.tries - 1])
    delivery.save(update_fields=["tries", "tried_at", "answer", "taken_at", "given_up_at"])


def _give_up(delivery: Delivery, why: str) -> None:
    delivery.given_up_at, delivery.answer = now(), why
    delivery.save(update_fields=["given_up_at", "answer"])


def _ask(delivery: Delivery, at: datetime) -> None:
    given = f"{delivery.id} {delivery.tries}"
    jobs.ask("webhook", f"webhook:{given}", given, group=delivery.group_id, run_after=at)
