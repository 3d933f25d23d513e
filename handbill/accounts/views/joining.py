"""Accept an invitation, come back after forgetting, open the group with the recovery sheet, show a second code."""

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from handbill.accounts import actions
from handbill.accounts.forms import Accept, Code, Recover, ShowPasskey, WayBack, names_of
from handbill.accounts.passkeys import challenge_for, show_passkey
from handbill.accounts.second_factor import end_second_step, factors_of, show_code
from handbill.accounts.sessions import show_sheet
from handbill.accounts.signing_in import begin
from handbill.accounts.unlocking import unwrap_member_secret
from handbill.base.errors import Refusal
from handbill.base.limits import address_of, check_rate


@require_http_methods(["GET", "POST"])
def invitation_page(request):
    """The link's text stands behind #, where no server or proxy log sees it; a module puts it into the form."""
    text = request.POST.get("invitation", "").strip()
    if not text:
        return render(request, "accounts/invitation.html")
    invitation = actions.standing_invitation(text)
    kind = WayBack if invitation.lets_back_in_id else Accept
    about = names_of(invitation.lets_back_in) if invitation.lets_back_in else (invitation.group.name,)
    form = kind(request.POST if "password" in request.POST else None, about=about, initial={"name": invitation.name})
    if form.is_bound and form.is_valid():
        try:
            return _come_in(request, invitation, text, form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, refusal.sentence)
    context = {"form": form, "invitation": invitation, "text": text}
    return render(request, "accounts/accept.html", context, status=422 if form.errors else 200)


def _come_in(request, invitation, text: str, typed: dict):
    if invitation.lets_back_in_id:
        member = actions.come_back(text, password=typed["password"])
    else:
        member = actions.accept_invitation(text, name=typed["name"], login=typed["login"], password=typed["password"])
    begin(request, member, unwrap_member_secret(member, typed["password"]))
    return HttpResponseRedirect("/")


@require_http_methods(["GET", "POST"])
def recovery_page(request):
    """'No one knows a password': the 24 words, an organiser's name, a new password."""
    form = Recover(request.POST or None)
    if request.method == "POST":
        check_rate("recovery sheets from an address", address_of(request))
        if form.is_valid():
            try:
                return _recovered(request, form.cleaned_data)
            except Refusal as refusal:
                form.add_error(None, refusal.sentence)
    return render(request, "accounts/recovery.html", {"form": form}, status=422 if form.errors else 200)


def _recovered(request, typed: dict):
    member, secret, words = actions.use_recovery_sheet(typed["words"], login=typed["login"], password=typed["password"])
    begin(request, member, secret)
    show_sheet(request.session, words, then="/")
    return HttpResponseRedirect("/set-up/3/")


@require_http_methods(["GET", "POST"])
def code_page(request):
    """The second factor, after the right password: a code, or a passkey; the form that is sent says which."""
    member = request.waiting_for_code
    if member is None:
        return HttpResponseRedirect("/sign-in/")
    form, passkey_form = Code(), ShowPasskey()
    if request.method == "POST" and "answer" in request.POST:
        passkey_form = ShowPasskey(request.POST)
        then = _passkey_shown(request, member, passkey_form)
    elif request.method == "POST":
        form = Code(request.POST)
        then = _code_shown(request, member, form)
    else:
        then = None
    return HttpResponseRedirect(then) if then else _ask(request, member, form, passkey_form)


def _code_shown(request, member, form: Code) -> str | None:
    if not form.is_valid():
        return None
    then = show_code(request, member, form.cleaned_data["code"])
    if then is None:
        form.add_error("code", form.wrong())
    return then


def _passkey_shown(request, member, form: ShowPasskey) -> str | None:
    if not form.is_valid():
        return None
    try:
        show_passkey(request, member, form.cleaned_data["answer"])
    except Refusal as refusal:
        form.add_error(None, refusal.sentence)
        return None
    return end_second_step(request)


def _ask(request, member, form: Code, passkey_form: ShowPasskey):
    factors = factors_of(member)
    context = {
        "factors": factors,
        "form": form,
        "passkey_form": passkey_form,
        "options": challenge_for(request, member),
        "elsewhere": sorted({one.host for one in factors.passkeys}),
    }
    wrong = form.errors or passkey_form.errors
    return render(request, "accounts/code.html", context, status=422 if wrong else 200)
