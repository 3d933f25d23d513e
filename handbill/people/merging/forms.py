"""Which side each field comes from."""

from django import forms
from django.utils.translation import gettext_lazy as _

from handbill.people.merging.choices import BOTH, FIRST, SECOND, Chosen
from handbill.people.merging.page import Comparison, Line


class Choosing(forms.Form):
    """A choice for each field on which the two cards differ; the first card's stands until something else is chosen."""

    def __init__(self, *args, comparison: Comparison, **kwargs):
        super().__init__(*args, **kwargs)
        for line in comparison.to_choose:
            self.fields[line.field] = _choice(line)

    def chosen(self) -> Chosen:
        return Chosen(**self.cleaned_data)


def _choice(line: Line) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=line.label,
        choices=line.sides,
        initial=BOTH if line.may_keep_both else SECOND if line.field == "stage" else FIRST,
        widget=forms.RadioSelect(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Choose one of them."), "invalid_choice": _("Choose one of them.")},
    )
