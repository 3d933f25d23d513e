"""Mailings: what is to be sent, how it will look, the order, how far it is."""

from functools import wraps
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from handbill.accounts.doors import organiser_only
from handbill.accounts.models import Member
from handbill.base.errors import Refusal
from handbill.base.languages import language_name
from handbill.mail import actions, orders
from handbill.mail.choosing import audience_of
from handbill.mail.composing import composed
from handbill.mail.forms import ShortWords, Words
from handbill.mail.models import Kind, MailAccount, Mailing, State, StoppedAddress
from handbill.mail.pacing import expected_end
from handbill.mail.queries import is_by_hand, mailings_of, progress_of, sendable_issues, stopped_addresses
from handbill.mail.showing import preview_html, preview_policy, preview_text, send_test
from handbill.mail.texting import has_webhook
from handbill.press.tongues import choices, direction


def with_keys(view):
    """The view opens cards: a locked session is asked for the password, and comes back to the mailing."""

    @wraps(view)
    def guarded(request, mailing_id):
        found = _mailing(request.user, mailing_id)
        if request.keyring is None:
            return redirect(f"/unlock/?{urlencode({'next': _place(request, found)})}")
        return view(request, found)

    return guarded


@organiser_only
@require_safe
def mailings(request):
    context = {"mailings": mailings_of(request.user), "stopped": len(stopped_addresses(request.user))}
    return render(request, "mail/mailings.html", context | _beginning(request.user))


@organiser_only
@require_POST
def new(request):
    """Begin a draft: `kind`, `purpose`, and for an edition `issue`."""
    kind, wanted = request.POST.get("kind", ""), request.POST.get("issue", "")
    issue = None
    if kind == Kind.EDITION:
        issue = next((one for one in sendable_issues(request.user) if str(one.pk) == wanted), None)
        if issue is None:
            raise Refusal("bad_form", _("Choose a published issue. Nothing was begun."))
    made = actions.draft_mailing(kind, by=request.user, issue=issue, purpose=request.POST.get("purpose", "news"))
    return redirect(made)


@organiser_only
@require_http_methods(["GET", "POST"])
def mailing(request, mailing_id: UUID):
    """A draft to write and to look at; afterwards how far it is."""
    found = _mailing(request.user, mailing_id)
    if found.state != State.DRAFT:
        return render(request, "mail/sent.html", _how_far(found))
    if found.kind == Kind.EDITION:
        return render(request, "mail/draft.html", _draft(request.user, found))
    return _write(request, found)


@organiser_only
@require_safe
def progress(request, mailing_id: UUID):
    """The part of the page that moves."""
    return render(request, "mail/_progress.html", _how_far(_mailing(request.user, mailing_id)))


@organiser_only
@require_safe
def preview(request, mailing_id: UUID, language: str):
    """As plain text, and the way to the HTML."""
    found = _mailing(request.user, mailing_id)
    one = _in_language(found, language)
    context = {"mailing": found, "language": language, "subject": one.subject, "text": preview_text(one, request.user)}
    return render(request, "mail/preview.html", context | {"direction": direction(language)})


@organiser_only
@require_safe
def preview_page(request, mailing_id: UUID, language: str):
    """The HTML as a mail program shows it: closed, and with its own style alone."""
    html = preview_html(_in_language(_mailing(request.user, mailing_id), language), request.user)
    return HttpResponse(html, headers={"Content-Security-Policy": preview_policy(html)})


@organiser_only
@require_POST
def test(request, mailing_id: UUID):
    """To her own address, in every language."""
    found = _mailing(request.user, mailing_id)
    sent = send_test(found, request.user)
    said = ngettext("A test is on its way to you.", "{n} tests are on their way to you, one per language.", sent)
    messages.success(request, said.format(n=sent))
    return redirect(found)


@organiser_only
@require_http_methods(["GET", "POST"])
@with_keys
def order(request, found: Mailing):
    """The second confirmation: to how many people, in which languages, by when."""
    if found.state != State.DRAFT:
        return redirect(found)
    _needs_words(found)
    if request.method == "POST":
        return _give_order(request, found)
    audience = audience_of(found)
    is_mail = found.kind != Kind.TEXTS
    ends_at = expected_end(found.group_id, audience.people) if is_mail and audience.people else None
    context = {"mailing": found, "audience": audience, "ends_at": ends_at, "languages": _names(audience.languages)}
    return render(request, "mail/order.html", context | {"by_hand": not is_mail and not has_webhook()})


@organiser_only
@require_POST
@with_keys
def resume(request, found: Mailing):
    left = orders.resume(found, unknown=request.POST.get("unknown", orders.LEAVE), keyring=request.keyring)
    said = ngettext("Going on: {n} person waits for it.", "Going on: {n} people wait for it.", left)
    messages.success(request, said.format(n=left))
    return redirect(found)


@organiser_only
@require_POST
def pause(request, mailing_id: UUID):
    found = _mailing(request.user, mailing_id)
    if orders.pause(found, by=request.user):
        messages.success(request, _("Paused. Who has it has it; nobody else gets it until somebody goes on."))
    return redirect(found)


@organiser_only
@require_http_methods(["GET", "POST"])
def cancelling(request, mailing_id: UUID):
    """Stop it for good, or throw a draft away."""
    found = _mailing(request.user, mailing_id)
    if found.state in (State.DONE, State.CANCELLED):
        return redirect(found)
    if request.method == "GET":
        return render(request, "mail/cancelling.html", {"mailing": found, "progress": progress_of(found)})
    if found.state == State.DRAFT:
        actions.throw_away(found)
        messages.success(request, _("The draft is gone. Nothing was sent."))
        return redirect("mailings")
    orders.cancel(found, by=request.user)
    messages.success(request, _("Stopped for good. Who has it has it; nobody else gets it."))
    return redirect(found)


@organiser_only
@require_http_methods(["GET", "POST"])
def stopped(request):
    """Addresses that take nothing; `again` lets the next mailing try one."""
    if request.method == "POST":
        one = get_object_or_404(StoppedAddress, group=request.user.group_id, pk=_id(request.POST.get("again", "")))
        actions.take_up_again(one, by=request.user)
        messages.success(request, _("The next mailing tries this address again."))
        return redirect("mail_stopped")
    return render(request, "mail/stopped.html", {"stopped": stopped_addresses(request.user)})


def _mailing(member: Member, id: UUID) -> Mailing:
    found = Mailing.objects.visible_to(member).select_related("group", "issue__publication", "ordered_by", "made_by")
    return get_object_or_404(found, pk=id)


def _place(request, found: Mailing) -> str:
    return request.get_full_path() if request.method == "GET" else reverse("mailing", args=[found.pk])


def _beginning(member: Member) -> dict:
    """What a new mailing can be."""
    return {
        "issues": sendable_issues(member),
        "account": MailAccount.objects.filter(group=member.group_id).first(),
        "purposes": [
            ("news", _("those who agreed to news by e-mail")),
            ("follow_up", _("those who agreed that you get back to them by e-mail")),
        ],
    }


def _write(request, found: Mailing):
    texts = {text.language: text for text in found.texts.all()}
    chosen = request.GET.get("language") or next(iter(texts), found.group.language)
    form_of = ShortWords if found.kind == Kind.TEXTS else Words
    kept = texts.get(chosen)
    initial = {"language": chosen, "subject": kept.subject, "body": kept.body} if kept else {"language": chosen}
    form = form_of(request.POST or None, initial=initial, languages=choices(chosen, found.group.language))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        actions.write_text(found, language=said["language"], subject=said.get("subject", ""), body=said["body"])
        messages.success(request, _("Saved. Nothing was sent."))
        return redirect(f"{reverse('mailing', args=[found.pk])}?{urlencode({'language': said['language']})}")
    context = {"form": form, "chosen": chosen, **_draft(request.user, found)}
    return render(request, "mail/draft.html", context, status=422 if form.errors else 200)


def _draft(member: Member, found: Mailing) -> dict:
    audience = audience_of(found)
    written = [one.language for one in composed(found)] if found.kind != Kind.TEXTS else []
    languages = written or [text.language for text in found.texts.all()]
    return {
        "mailing": found,
        "audience": audience,
        "languages": _names(audience.languages),
        "written": [(code, language_name(code)) for code in languages],
        "account": MailAccount.objects.filter(group=found.group_id).first(),
        "has_webhook": has_webhook(),
    }


def _how_far(found: Mailing) -> dict:
    done = progress_of(found)
    return {
        "mailing": found,
        "progress": done,
        "may_resume": done.is_silent or found.state == State.PAUSED,
        "by_hand": is_by_hand(found),
    }


def _names(languages) -> list[tuple[str, int]]:
    """Languages by name with how many read them, the most first."""
    return [(language_name(code) or _("not said"), people) for code, people in languages.most_common()]


def _in_language(found: Mailing, language: str):
    if found.kind == Kind.TEXTS:
        raise Http404
    one = next((one for one in composed(found) if one.language == language), None)
    if one is None:
        raise Http404
    return one


def _needs_words(found: Mailing) -> None:
    if found.kind != Kind.EDITION and not found.texts.exists():
        raise Refusal("mailing_empty", _("It says nothing yet. Write it first; nothing was sent."))


def _give_order(request, found: Mailing):
    confirmed = request.POST.get("people", "")
    if not confirmed.isdecimal() or len(confirmed) > 8 or request.POST.get("sure") != "yes":
        raise Refusal("bad_form", _("Tick that you want it to go out. Nothing was sent."))
    people = orders.give_order(found, confirmed=int(confirmed), keyring=request.keyring)
    said = ngettext(
        "Ordered, for {n} person. The other organisers see it.",
        "Ordered, for {n} people. The other organisers see it.",
        people,
    )
    messages.success(request, said.format(n=people))
    return redirect("mail_round" if found.kind == Kind.TEXTS and not has_webhook() else "mailing", found.pk)


def _id(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        raise Http404 from None
