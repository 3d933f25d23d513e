"""What people write about printed runs."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handbill.copies.codes import LONGEST, is_code, tidy


class BatchForm(forms.Form):
    issue = forms.CharField(
        label=gettext_lazy("Issue"),
        help_text=gettext_lazy("Its number or name, as your group says it."),
        max_length=40,
        widget=forms.TextInput(attrs={"size": 12}),
        error_messages={"required": gettext_lazy("Say which issue was printed.")},
    )
    copies = forms.IntegerField(
        label=gettext_lazy("Copies"),
        min_value=1,
        max_value=1_000_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "num", "size": 7}),
        error_messages={
            "required": gettext_lazy("Write how many copies it has."),
            "invalid": gettext_lazy("Write a whole number, in digits."),
            "min_value": gettext_lazy("Write 1 or more."),
            "max_value": gettext_lazy("Write %(limit_value)s or less."),
        },
    )
    code = forms.CharField(
        label=gettext_lazy("Code"),
        help_text=gettext_lazy("Printed beside the square of these copies. Left empty, the next free one is taken."),
        max_length=LONGEST,
        required=False,
        widget=forms.TextInput(attrs={"size": 8, "autocapitalize": "characters"}),
    )

    def clean_code(self) -> str:
        code = tidy(self.cleaned_data["code"])
        if code and not is_code(code):
            raise ValidationError(_("A code has letters from A to Z, digits and hyphens only, like 14F."))
        return code
