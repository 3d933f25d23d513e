"""Text messages by hand: a list with one tap each, from the member's own phone."""

from uuid import UUID

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from handbill.accounts.doors import organiser_only
from handbill.mail.models import Kind
from handbill.mail.rounds import next_texts, settle_text
from handbill.mail.views.mailings import with_keys


@organiser_only
@require_http_methods(["GET", "POST"])
@with_keys
def round_by_hand(request, found):
    """GET: the next twenty, opened. POST: `done` or `not` with the recipient's id."""
    if found.kind != Kind.TEXTS:
        return redirect(found)
    if request.method == "POST":
        settle_text(found, _id(request.POST.get("one", "")), is_done=request.POST.get("is") == "done", by=request.user)
        return redirect("mail_round", found.pk)
    return render(request, "mail/round.html", next_texts(found, request.keyring) | {"mailing": found})


def _id(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None
