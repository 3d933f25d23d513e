"""The mail account on one form, and a member's own rhythm."""

from django import forms
from django.utils.translation import gettext_lazy as _

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
        fields = ["sender", "host", "port", "safety", "login"]
        labels = {
            "sender": _("Mail comes from"),
            "host": _("Mail server"),
            "port": _("Port"),
            "safety": _("Safety on the way"),
            "login": _("Name at the server"),
        }
        help_texts = {
            "sender": _("An address of your group, such as desk@your-group.example."),
            "login": _("Often the address itself. Empty where the server asks for none."),
        }


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
