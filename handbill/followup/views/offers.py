"""Answer an offer, or take it back."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from handbill.accounts.doors import people_only, safe_next
from handbill.base.errors import Refusal
from handbill.followup import actions
from handbill.followup.models import Answer, Offer
from handbill.people.models import Person


@people_only
@require_POST
def answer(request, id):
    """By whoever is asked, and nobody else. Works while the cards are locked: nothing has to be opened for it."""
    offer = get_object_or_404(Offer.objects.filter(offered_to=request.user, group=request.user.group_id), id=id)
    chosen = request.POST.get("answer")
    if chosen == Answer.ACCEPTED:
        actions.accept(offer, by=request.user)
        messages.success(request, _("Accepted. You get back to them from now on."))
    elif chosen == Answer.DECLINED:
        actions.decline(offer, by=request.user)
        words = _("Declined. They stay where they are, and {name} sees it.").format(name=offer.offered_by.name)
        messages.success(request, words)
    else:
        raise Refusal("no_answer", _("Accept or decline. Nothing was changed."), 422)
    return HttpResponseRedirect("/")


@people_only
@require_POST
def withdrawal(request, id):
    """Undo of an offer that nobody has answered."""
    theirs = Person.objects.visible_to(request.user)
    offer = get_object_or_404(Offer.objects.filter(group=request.user.group_id, person__in=theirs), id=id)
    actions.take_back_offer(offer, by=request.user)
    messages.success(request, _("Taken back. They were not handed over."))
    return HttpResponseRedirect(safe_next(request.POST.get("next", ""), f"/people/{offer.person_id}/"))
