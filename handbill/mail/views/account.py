"""The mail account, a test mail, and reminders."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from handbill.accounts.doors import organiser_only, people_only
from handbill.base.errors import Refusal
from handbill.mail.actions import choose_rhythm, set_account
from handbill.mail.forms import Account, MyReminder
from handbill.mail.models import MailAccount, Reminder
from handbill.mail.sending import send


@organiser_only
@require_http_methods(["GET", "POST"])
def account(request):
    found = MailAccount.objects.filter(group=request.user.group_id).first()
    form = Account(request.POST or None, instance=found or MailAccount())
    if request.method == "POST" and form.is_valid():
        set_account(form.instance, form.cleaned_data["password"], by=request.user)
        messages.success(request, _("Saved. Send a test mail to see whether it works."))
        return redirect("mail_account")
    context = {"form": form, "account": found}
    return render(request, "mail/account.html", context, status=422 if form.errors else 200)


@organiser_only
@require_POST
def test_mail(request):
    """To her own address; she hears at once what the server said."""
    found = MailAccount.objects.filter(group=request.user.group_id).select_related("group").first()
    if found is None or not request.user.email:
        raise Refusal(
            "mail_not_set_up", _("First save the account here, and your own address on your page. Nothing was sent.")
        )
    send(
        found,
        request.user.email,
        _("A test from Handbill"),
        _("Mail from your group arrives. Nothing else is to be done."),
    )
    messages.success(request, _("The mail server took it. It should be with you in a minute."))
    return redirect("mail_account")


@people_only
@require_http_methods(["GET", "POST"])
def my_reminders(request):
    reminder = Reminder.objects.filter(member=request.user).first() or Reminder(member=request.user)
    form = MyReminder(request.POST or None, instance=reminder, initial={"email": request.user.email})
    if request.method == "POST" and form.is_valid():
        choose_rhythm(request.user, form.cleaned_data["rhythm"], form.cleaned_data["email"])
        messages.success(request, _("Saved."))
        return redirect("my_reminders")
    is_ready = MailAccount.objects.filter(group=request.user.group_id).exists()
    context = {"form": form, "is_ready": is_ready}
    return render(request, "mail/my_reminders.html", context, status=422 if form.errors else 200)
