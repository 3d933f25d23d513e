"""Today, and the guides."""

from zoneinfo import ZoneInfo

from django.http import Http404
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_GET, require_safe

from handbill.accounts.doors import member_only
from handbill.base.clock import now
from handbill.desk.guide import NAMES, guide
from handbill.desk.headline import headline
from handbill.desk.queries import today_for
from handbill.followup.actions import pass_on_what_helpers_met
from handbill.followup.forms import OUTCOMES
from handbill.people.asked import carry_over
from handbill.people.quiet_hours import is_quiet
from handbill.people.sign_in_work import intake_batch


@member_only
@require_GET
def today(request):
    """The first page of an unlocked organiser also takes in a batch of new cards, and gives helpers who came in their people."""
    waiting_cards = intake_batch(request.keyring) if request.keyring else 0
    if request.keyring:
        pass_on_what_helpers_met(request.keyring)
        carry_over(request.keyring)
    everyone = request.GET.get("whose") == "everyone"
    page = today_for(request.user, request.keyring, everyone=everyone)
    context = {
        "today": page,
        "headline": headline(page.counts, request.user),
        "now": now(),
        "is_quiet": is_quiet(now(), ZoneInfo(request.user.group.timezone)),
        "waiting_cards": waiting_cards,
        "outcomes": OUTCOMES,
    }
    return render(request, "desk/today.html", context)


@require_safe
def help_page(request, name: str = NAMES[0]):
    """A guide. Nobody needs to be signed in: it says nothing about the group, and may be what somebody needs to get in."""
    if name not in NAMES:
        raise Http404
    context = {
        "frame": "base/desk.html" if request.user.is_authenticated else "base/solo.html",
        "guide": guide(name),
        "body": mark_safe(guide(name).html),  # noqa: S308  our own file, with HTML in it escaped
        "others": [(other, guide(other).title) for other in NAMES if other != name],
    }
    return render(request, "desk/guide.html", context)
