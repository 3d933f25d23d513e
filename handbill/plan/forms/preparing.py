"""What people write about copies to bring, what to talk about, what to do before they leave, and the square."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from handbill.accounts.models import Member
from handbill.base.form_fields import RowChoice
from handbill.copies.models import Batch

MOST_POINTS = 12


def copies_field(label: str, **more) -> forms.IntegerField:
    """A number of copies, 0 among them, written with a number pad."""
    errors = {
        "required": gettext_lazy("Write how many copies you bring; 0 takes them back."),
        "invalid": gettext_lazy("Write a whole number, in digits."),
        "min_value": gettext_lazy("Write 0 or more."),
        "max_value": gettext_lazy("Write %(limit_value)s or less."),
    }
    widget = forms.TextInput(attrs={"inputmode": "numeric", "class": "num", "size": 7})
    return forms.IntegerField(
        label=label, min_value=0, max_value=1_000_000, widget=widget, error_messages=errors, **more
    )


class BookingForm(forms.Form):
    """How many copies of which batch go to the outing. `own` goes before a number that was chosen; `advised` is kept."""

    copies = copies_field(gettext_lazy("Copies"))
    own = copies_field(gettext_lazy("Or your own number"), required=False)
    advised = forms.IntegerField(min_value=1, max_value=1_000_000, required=False, widget=forms.HiddenInput)
    batch = RowChoice(
        label=gettext_lazy("From"),
        queryset=Batch.objects.none(),
        required=False,
        empty_label=gettext_lazy("Any batch"),
        error_messages={
            "invalid_choice": gettext_lazy("Choose a batch of your group."),
        },
    )

    def __init__(self, *args, member: Member, cupboard=None, booked=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["batch"].queryset = Batch.objects.visible_to(member)
        if cupboard is not None:
            there = {batch.pk: copies for batch, copies in cupboard.items()}
            ours = {batch.pk for batch, _copies in booked}
            self.fields["batch"].queryset = Batch.objects.visible_to(member).filter(pk__in=there.keys() | ours)
            self.fields["batch"].label_from_instance = lambda batch: _batch_words(batch, there.get(batch.pk, 0))
        if self.is_bound and self.data.get("own", "").strip():
            self.fields["copies"].required = False

    def booking(self) -> dict:
        """What book_copies takes, or, without a batch, book_in_all."""
        cleaned = self.cleaned_data
        copies = cleaned["copies"] if cleaned.get("own") is None else cleaned["own"]
        return {"copies": copies, "advised": cleaned.get("advised")} | (
            {"batch": cleaned["batch"]} if cleaned.get("batch") else {}
        )

    def refuse(self, sentence: str) -> None:
        """Where the number was written."""
        self.add_error("copies" if self.cleaned_data.get("own") is None else "own", sentence)


class GuessForm(forms.Form):
    """What somebody thinks would go, before anything is known."""

    guess = forms.IntegerField(
        label=gettext_lazy("What would you guess?"),
        help_text=gettext_lazy("Copies that would go, if there were enough."),
        min_value=1,
        max_value=100_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "num", "size": 7}),
        error_messages={
            "required": gettext_lazy("Write how many copies you think would go."),
            "invalid": gettext_lazy("Write a whole number, in digits."),
            "min_value": gettext_lazy("Write 1 or more."),
            "max_value": gettext_lazy("Write %(limit_value)s or less."),
        },
    )


class GuideForm(forms.Form):
    points = forms.CharField(
        label=gettext_lazy("What to talk about"),
        help_text=gettext_lazy("One point a line, up to 12. The phones show them, and can note which ones came up."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def clean_points(self) -> list[str]:
        points = [" ".join(line.split()) for line in self.cleaned_data["points"].splitlines() if line.strip()]
        if len(points) > MOST_POINTS:
            raise ValidationError(_("Keep to 12 points. Nobody remembers more at a stall."))
        if any(len(point) > 200 for point in points):
            raise ValidationError(_("One of the points is longer than 200 letters. Make it shorter, or two of it."))
        return points


class ItemForm(forms.Form):
    """One more thing to do before you leave."""

    text = forms.CharField(
        label=gettext_lazy("What else?"),
        max_length=160,
        error_messages={"required": gettext_lazy("Write what has to be done.")},
    )
    who = RowChoice(
        label=gettext_lazy("Who?"),
        queryset=Member.objects.none(),
        required=False,
        empty_label=gettext_lazy("Everybody"),
    )

    def __init__(self, *args, member: Member, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["who"].queryset = Member.objects.visible_to(member).active().order_by("name")


class RevokeForm(forms.Form):
    end_phones = forms.BooleanField(
        label=gettext_lazy("The phones that joined with it have to stop too"), required=False
    )


def _batch_words(batch: Batch, there: int) -> str:
    words = ngettext("{code}, {there} in the cupboard", "{code}, {there} in the cupboard", there)
    return words.format(code=batch.code, there=there)
