"""Set-up: the group, its members, invitations, keys, wordings, what was done."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from handbill.accounts import actions
from handbill.accounts.audit import note
from handbill.accounts.audit_page import audit_page, told_lately
from handbill.accounts.devices import pins_of, sessions_of
from handbill.accounts.doors import member_only, organiser_only, unlocked
from handbill.accounts.forms import ChangeRole, Invite, Spoken, TheGroup
from handbill.accounts.models import Invitation, Key, Member
from handbill.accounts.queries import members_of, row_of_member
from handbill.accounts.second_factor import factors_of
from handbill.accounts.sessions import show_sheet
from handbill.accounts.speaking import names_of
from handbill.base.errors import Refusal


@organiser_only
def members_page(request):
    return _members(request, Invite())


def _members(request, form, status: int = 200):
    waiting = Invitation.objects.visible_to(request.user).standing().select_related("made_by")
    told = told_lately(request.user)
    context = {"rows": members_of(request.user), "waiting": waiting, "form": form, "told": told}
    return render(request, "accounts/members.html", context, status=status)


@organiser_only
@unlocked(back="/set-up/")
@require_POST
def invitations(request):
    """Make a link; it is shown on this answer and never again."""
    form = Invite(request.POST)
    if not form.is_valid():
        return _members(request, form, 422)
    invitation, text = actions.invite(
        role=form.cleaned_data["role"], by=request.user, keyring=request.keyring, name=form.cleaned_data["name"]
    )
    return _show_link(request, invitation, text)


def _show_link(request, invitation: Invitation, text: str):
    link = f"{request.build_absolute_uri('/invitation/')}#{text}"
    return render(request, "accounts/invitation_made.html", {"invitation": invitation, "link": link})


@organiser_only
@require_POST
def withdraw_invitation(request, id):
    get_object_or_404(Invitation.objects.visible_to(request.user), id=id, used_at=None).delete()
    note(request.user, "invitation_withdrawn", id)
    messages.success(request, _("The link no longer works."))
    return HttpResponseRedirect("/set-up/")


@organiser_only
@require_GET
def member_page(request, id):
    member = get_object_or_404(Member.objects.active().visible_to(request.user), id=id)
    return _member(request, member, Spoken(initial={"languages": names_of(member.languages)}))


def _member(request, member: Member, form: Spoken, status: int = 200):
    here = request.session if member == request.user else None
    context = {
        "whose": member,
        "place": f"/set-up/members/{member.id}/",
        "row": row_of_member(member),
        "sessions": sessions_of(member, here),
        "pins": pins_of(member),
        "factors": factors_of(member),
        "form": form,
    }
    return render(request, "accounts/member.html", context, status=status)


@organiser_only
@require_POST
def languages(request, id):
    member = get_object_or_404(Member.objects.active().visible_to(request.user), id=id)
    form = Spoken(request.POST)
    if not form.is_valid():
        return _member(request, member, form, 422)
    if form.cleaned_data["languages"] != member.languages:
        Member.objects.filter(id=member.id).update(languages=form.cleaned_data["languages"])
        note(request.user, "languages_changed", member.id)
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(f"/set-up/members/{id}/")


@organiser_only
@unlocked(back="/set-up/")
@require_POST
def let_in(request, id):
    member = get_object_or_404(Member.objects.active().visible_to(request.user), id=id)
    actions.let_in_organiser(member, by=request.user, keyring=request.keyring)
    messages.success(request, _("%(name)s can open cards from now on.") % {"name": member.name})
    return HttpResponseRedirect("/set-up/")


@organiser_only
@unlocked(back="/set-up/")
@require_POST
def way_back(request, id):
    """A link for a member who forgot her password."""
    member = get_object_or_404(Member.objects.active().visible_to(request.user), id=id)
    invitation, text = actions.invite(
        role=member.role, by=request.user, keyring=request.keyring, name=member.name, lets_back_in=member
    )
    return _show_link(request, invitation, text)


@organiser_only
@unlocked
@require_http_methods(["GET", "POST"])
def role_page(request, id):
    member = get_object_or_404(Member.objects.active().visible_to(request.user), id=id)
    form = ChangeRole(request.POST or None, initial={"role": member.role})
    if form.is_valid():
        try:
            actions.change_role(member, form.cleaned_data["role"], by=request.user, keyring=request.keyring)
        except Refusal as refusal:
            form.add_error("role", refusal.sentence)
        else:
            messages.success(request, _("The role of %(name)s has changed.") % {"name": member.name})
            return HttpResponseRedirect("/set-up/")
    context = {"changing": member, "form": form}
    return render(request, "accounts/role.html", context, status=422 if form.errors else 200)


@member_only
@require_POST
def asking(request):
    actions.ask_for_cards(by=request.user)
    return HttpResponseRedirect("/people/")


@organiser_only
@unlocked
@require_http_methods(["GET", "POST"])
def ending(request, id):
    """Ask first, since nobody can undo it."""
    member = get_object_or_404(Member.objects.active().visible_to(request.user), id=id)
    if request.method == "GET":
        return render(request, "accounts/ending.html", {"leaving": member})
    actions.end_member(member, by=request.user, keyring=request.keyring)
    messages.success(request, _("%(name)s is out: sessions, phones and passes have ended.") % {"name": member.name})
    return HttpResponseRedirect("/set-up/")


@organiser_only
@require_http_methods(["GET", "POST"])
def group_page(request):
    form = TheGroup(request.POST or None, instance=request.user.group)
    if request.method == "POST" and form.is_valid():
        form.save()
        note(request.user, "group_changed")
        messages.success(request, _("Saved."))
        return HttpResponseRedirect("/set-up/group/")
    return render(request, "accounts/group.html", {"form": form}, status=422 if form.errors else 200)


@organiser_only
def keys_page(request):
    keys = Key.objects.filter(group=request.user.group_id, kind__in=[Key.Kind.CARDS, Key.Kind.RECOVERY]).order_by(
        "kind", "-epoch"
    )
    return render(request, "accounts/keys.html", {"keys": keys})


@organiser_only
@unlocked(back="/set-up/")
@require_POST
def new_sheet(request):
    show_sheet(
        request.session, actions.new_recovery_sheet(by=request.user, keyring=request.keyring), then="/set-up/keys/"
    )
    return HttpResponseRedirect("/set-up/3/")


@organiser_only
@require_GET
def audit(request):
    """What was done, with filters; the address only reads."""
    form, page = audit_page(request.user.group, request.GET, request.GET.get("page"))
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {"form": form, "page": page, "asked": asked.urlencode()}
    return render(request, "accounts/audit.html", context)
