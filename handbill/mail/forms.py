"""The mail account, a member's own rhythm, and what a letter says."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from handbill.mail.models import MailAccount, Reminder

OFF = {"autocomplete": "off"}


class Account(forms.ModelForm):
    password = forms.CharField(
        label=_("Password"),
        required=False,
        max_length=200,
        help_text=_("Leave empty to keep the one that is set."),
        widget=forms.PasswordInput(attrs=OFF),
    )

    class Meta:
        model = MailAccount
        fields = ["sender", "host", "port", "safety", "login", "hourly", "inbox_host", "inbox_port"]
        labels = {
            "sender": _("Mail comes from"),
            "host": _("Mail server"),
            "port": _("Port"),
            "safety": _("Safety on the way"),
            "login": _("Name at the server"),
            "hourly": _("Mails an hour"),
            "inbox_host": _("IMAP server of the same mailbox"),
            "inbox_port": _("IMAP port"),
        }
        help_texts = {
            "sender": _("An address of your group, such as desk@your-group.example."),
            "login": _("Often the address itself. Empty where the server asks for none."),
            "hourly": _(
                "What your provider lets through. Cheap mailboxes stop at 200; a longer list goes on by itself overnight."
            ),
            "inbox_host": _(
                "May stay empty. With it, mails that come back as undeliverable stop their address by themselves."
            ),
        }


class Words(forms.Form):
    """A letter in one language."""

    language = forms.ChoiceField(label=_("Language"))
    subject = forms.CharField(label=_("Subject"), max_length=160, widget=forms.TextInput(attrs=OFF))
    body = forms.CharField(
        label=pgettext_lazy("what is written", "Text"),
        max_length=40_000,
        help_text=_(
            "Markdown: **bold**, *italic*, lists with a dash, [words](https://…). The greeting comes by itself."
        ),
        widget=forms.Textarea(attrs={**OFF, "rows": 14}),
    )

    def __init__(self, *args, languages, **more):
        super().__init__(*args, **more)
        self.fields["language"].choices = languages


class ShortWords(Words):
    """A text message in one language."""

    subject = None
    body = forms.CharField(
        label=pgettext_lazy("what is written", "Text"),
        max_length=480,
        help_text=_("160 characters fit one message; 70 where there are letters like é or ع. Say who writes."),
        widget=forms.Textarea(attrs={**OFF, "rows": 4}),
    )


class MyReminder(forms.ModelForm):
    email = forms.EmailField(
        label=_("Your e-mail address"), required=False, max_length=254, widget=forms.EmailInput(attrs=OFF)
    )

    class Meta:
        model = Reminder
        fields = ["rhythm"]
        labels = {"rhythm": _("Tell me that people wait")}
        widgets = {"rhythm": forms.RadioSelect}

    def clean(self):
        said = super().clean()
        if said.get("rhythm") not in (None, "never") and not said.get("email") and "email" not in self.errors:
            self.add_error("email", _("Without an address nothing can be sent."))
        return said
