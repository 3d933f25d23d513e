"""The Set-up page of webhooks."""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handbill.accounts.doors import organiser_only
from handbill.exchange.webhooks import actions
from handbill.exchange.webhooks.forms import WHY, NewWebhook
from handbill.exchange.webhooks.models import Webhook

SHOWN = 20
ANSWERS = {
    **WHY,
    "not_reached": gettext_lazy("Nobody answered."),
    "paused": gettext_lazy("Not sent: it was paused."),
    "secret_lost": gettext_lazy("The secret cannot be read any more. Remove the address and add it anew."),
}


@organiser_only
@require_http_methods(["GET", "POST"])
def webhooks(request):
    """All of the group's, and a form for another one; a new one's secret is on the answer and nowhere else."""
    form = NewWebhook(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made, secret = actions.add_webhook(by=request.user, **form.cleaned_data)
        return render(request, "exchange/webhook_made.html", {"webhook": made, "secret": secret})
    context = {"form": form, "webhooks": Webhook.objects.visible_to(request.user)}
    return render(request, "exchange/webhooks.html", context, status=422 if form.errors else 200)


@organiser_only
@require_safe
def webhook(request, id: UUID):
    found = _found(request, id)
    deliveries = list(found.deliveries.all()[:SHOWN])
    for delivery in deliveries:
        delivery.said = ANSWERS.get(delivery.answer, delivery.answer)
    return render(request, "exchange/webhook.html", {"webhook": found, "deliveries": deliveries})


@organiser_only
@require_POST
def testing(request, id: UUID):
    actions.send_test(_found(request, id))
    messages.success(request, _("A test goes out within half a minute. Load this page again to see the answer."))
    return redirect("webhook", id)


@organiser_only
@require_POST
def pausing(request, id: UUID):
    actions.pause_webhook(_found(request, id), by=request.user)
    messages.success(request, _("Paused. What happens meanwhile is not told later."))
    return redirect("webhook", id)


@organiser_only
@require_POST
def resuming(request, id: UUID):
    actions.resume_webhook(_found(request, id), by=request.user)
    messages.success(request, _("It is told again from now on."))
    return redirect("webhook", id)


@organiser_only
@require_POST
def removing(request, id: UUID):
    actions.remove_webhook(_found(request, id), by=request.user)
    messages.success(request, _("Removed, with what it was told."))
    return redirect("webhooks")


def _found(request, id: UUID) -> Webhook:
    return get_object_or_404(Webhook.objects.visible_to(request.user), id=id)
