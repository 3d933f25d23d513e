"""Addresses added, paused, tried out, removed; each is noted for the other organisers."""

from django.db import transaction

from handbill.accounts.audit import note
from handbill.accounts.models import Member
from handbill.base.clock import now
from handbill.base.ids import new_id
from handbill.exchange.webhooks.delivering import tell
from handbill.exchange.webhooks.models import TEST, Delivery, Webhook
from handbill.exchange.webhooks.signing import lock_secret, new_secret
from handbill.facts.models import Fact


@transaction.atomic
def add_webhook(address: str, kinds: list[str], *, by: Member) -> tuple[Webhook, str]:
    """With its secret, which is shown this once."""
    secret = new_secret()
    newest = Fact.objects.filter(group=by.group_id).order_by("-row").values_list("row", flat=True).first() or 0
    webhook = Webhook(group_id=by.group_id, address=address, kinds=kinds, made_by=by, told_row=newest)
    webhook.locked_secret = lock_secret(webhook, secret)
    webhook.save()
    note(by, "webhook_added", webhook.id)
    return webhook, secret


@transaction.atomic
def pause_webhook(webhook: Webhook, *, by: Member) -> None:
    """Until somebody lets it go on; what still waits to go out is given up."""
    if not webhook.paused_at:
        Webhook.objects.filter(pk=webhook.pk).update(paused_at=now(), paused_by=by)
        note(by, "webhook_paused", webhook.id)


@transaction.atomic
def resume_webhook(webhook: Webhook, *, by: Member) -> None:
    """What happened meanwhile is not told later."""
    if webhook.paused_at:
        newest = Fact.objects.filter(group=by.group_id).order_by("-row").values_list("row", flat=True).first() or 0
        Webhook.objects.filter(pk=webhook.pk).update(paused_at=None, paused_by=None, told_row=newest)
        note(by, "webhook_resumed", webhook.id)


@transaction.atomic
def remove_webhook(webhook: Webhook, *, by: Member) -> None:
    """With what it was told."""
    note(by, "webhook_removed", webhook.id)
    webhook.delete()


@transaction.atomic
def send_test(webhook: Webhook) -> Delivery:
    """Goes out with the next round of jobs, like everything else."""
    return tell(webhook, TEST, f"{TEST}:{new_id()}", {"words": "A test from Handbill"})
