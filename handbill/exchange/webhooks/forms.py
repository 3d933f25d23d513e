"""A new address."""

from django import forms
from django.utils.translation import gettext_lazy as _

from handbill.base import outgoing
from handbill.exchange.webhooks.models import Kind

WHY = {
    "form": _(
        "This is no complete address. It looks like https://example.org/in, without a name and password before it."
    ),
    "https": _("The address must begin with https://, so that nobody on the way reads along."),
    "name": _("Nobody answers to this name. Look at its spelling."),
    "not_public": _("This leads into a closed network. Handbill only tells machines that stand in the open internet."),
}


class NewWebhook(forms.Form):
    address = forms.CharField(
        label=_("Address (https)"),
        max_length=outgoing.LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "input", "inputmode": "url", "dir": "ltr"}),
    )
    kinds = forms.MultipleChoiceField(
        label=_("What it is told"),
        choices=Kind.choices,
        widget=forms.CheckboxSelectMultiple(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Tick at least one thing that it is told.")},
    )

    def clean_address(self) -> str:
        address = self.cleaned_data["address"].strip()
        try:
            outgoing.addresses_of(outgoing.destination(address))
        except outgoing.NotAllowed as refused:
            raise forms.ValidationError(WHY[refused.why], code=refused.why) from None
        return address
