"""Share out an outing's new people on one screen; bring its helpers in as volunteers."""

import uuid
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from handbill.accounts.doors import organiser_only, people_only, unlocked
from handbill.base.errors import MayNot
from handbill.followup import actions
from handbill.followup.forms import HelpersName, who_gets_back
from handbill.followup.helpers import helpers_at
from handbill.followup.models import Offer
from handbill.followup.sharing import new_people_of, sharing_of
from handbill.people.sign_in_work import intake_batch
from handbill.plan.models import Joining, Outing


@people_only
@require_http_methods(["GET", "POST"])
def share_out(request, id):
    """A choice for each person, with somebody suggested; one press offers them all, one more takes it back."""
    outing = _outing(request, id)
    if request.keyring:
        intake_batch(request.keyring)  # whoever wants no contact is known again, and is shared out to nobody
    if request.method == "POST":
        return _deal(request, outing)
    return _screen(request, outing)


def _screen(request, outing: Outing, status: int = 200):
    context = {
        "outing": outing,
        "sharing": sharing_of(outing, request.user, request.keyring),
        "helpers": helpers_at(outing) if request.user.is_organiser else [],
        "helper_form": HelpersName(),
    }
    return render(request, "followup/share_out.html", context, status=status)


def _deal(request, outing: Outing):
    if request.keyring is None:
        return HttpResponseRedirect(f"/unlock/?{urlencode({'next': request.path})}")
    taken, dealt = _chosen(request, outing)
    for person in taken:
        actions.hand_over(person, request.user, by=request.user, keyring=request.keyring)
    if not dealt:
        messages.success(request, _("Nobody was offered to anybody else. You can still do it here."))
        return HttpResponseRedirect(request.path)
    deal, offers = actions.share_out(dealt, by=request.user, keyring=request.keyring)
    words = ngettext(
        "{n} person is offered. Until it is accepted they stay where they are.",
        "{n} people are offered. Until that is accepted they stay where they are.",
        len(offers),
    )
    messages.success(request, words.format(n=len(offers)), extra_tags=f"undo:/share-outs/{deal}/withdrawal/")
    return HttpResponseRedirect(request.path)


def _chosen(request, outing: Outing) -> tuple[list, list]:
    """(those she takes herself, [(person, member)]) of the rows that still are to be dealt; the rest stays as it is."""
    rows = new_people_of(outing, request.user).exclude(person__offers__answer="")
    members = {str(member.id): member for member in who_gets_back(request.user)}
    taken, dealt = [], []
    for row in rows.select_related("person__group"):
        to = members.get(request.POST.get(f"to-{row.id}", ""))
        if to is None or (to.id == row.owner_id and not row.person.is_anyones):
            continue
        if to.id == request.user.id:
            taken.append(row.person)
        else:
            dealt.append((row.person, to))
    return taken, dealt


@people_only
@require_POST
def withdrawal(request, id: uuid.UUID):
    """Undo of sharing out, by whoever did it."""
    if not Offer.objects.filter(deal=id, offered_by=request.user, group=request.user.group_id).exists():
        raise Http404
    n = actions.take_back_deal(id, by=request.user)
    words = ngettext("Taken back: {n} person.", "Taken back: {n} people.", n).format(n=n)
    messages.success(request, words if n else _("All of them were answered already. Nothing was changed."))
    return HttpResponseRedirect("/")


@organiser_only
@unlocked
@require_POST
def invitation(request, id):
    """A helper's phone at an outing becomes an invitation; the link is shown on this answer and never again."""
    joinings = Joining.objects.filter(outing__in=Outing.objects.visible_to(request.user))
    joining = get_object_or_404(joinings.select_related("phone", "outing"), id=id)
    form = HelpersName(request.POST)
    name = form.cleaned_data["name"] if form.is_valid() else ""
    invited, text = actions.invite_helper(joining, name or joining.phone.name, by=request.user, keyring=request.keyring)
    link = f"{request.build_absolute_uri('/invitation/')}#{text}"
    context = {"invitation": invited.invitation, "link": link, "outing": joining.outing}
    return render(request, "followup/helper_invited.html", context)


def _outing(request, id) -> Outing:
    outing = get_object_or_404(Outing.objects.visible_to(request.user).select_related("place", "group", "lead"), id=id)
    if not request.user.is_organiser and outing.lead_id != request.user.id:
        raise MayNot(_("Whoever led the outing shares out its people, or an organiser."))
    return outing
