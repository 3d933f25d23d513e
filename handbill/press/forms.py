"""What is written on the Paper pages: pieces, pictures, issues, standing texts."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from handbill.accounts.models import Member
from handbill.base import moments
from handbill.base.clock import now
from handbill.base.errors import Refusal
from handbill.base.form_fields import RowChoice
from handbill.copies.models import Publication
from handbill.plan.models import Outing
from handbill.press import tongues
from handbill.press.lengths import too_many_letters
from handbill.press.models import Article, IssueMake, Picture, StandingText
from handbill.press.models.issues import MOST_PAGES
from handbill.press.picturing import Made, made_sizes
from handbill.press.tidying import on_one_line, tidied

OUTINGS_OFFERED, PICTURES_OFFERED = 12, 40


class Line(forms.CharField):
    """One line, without what nobody sees."""

    def to_python(self, value):
        return on_one_line(super().to_python(value) or "")


class Text(forms.CharField):
    """Several lines, kept as they were typed but for what nobody sees."""

    widget = forms.Textarea

    def __init__(self, *args, rows: int = 4, **kwargs):
        widget = forms.Textarea(attrs={"rows": rows})
        super().__init__(*args, **{"strip": False, "widget": widget, **kwargs})

    def to_python(self, value):
        return tidied(super().to_python(value) or "").rstrip()


def language_field(**more) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("Language"),
        error_messages={
            "required": gettext_lazy("Choose a language."),
            "invalid_choice": gettext_lazy("Choose a language of the list."),
        },
        **more,
    )


class PictureWords(forms.Form):
    """What a picture shows, what stands under it, who made it."""

    alt = Line(
        label=gettext_lazy("What it shows, for whoever cannot see it"),
        help_text=gettext_lazy("One sentence. Needed before the piece is printed or put on the web."),
        max_length=300,
        required=False,
    )
    caption = Line(label=gettext_lazy("Words under it"), max_length=300, required=False)
    credit = Line(
        label=gettext_lazy("Who made it"),
        help_text=gettext_lazy("A name only where that person wants it."),
        max_length=120,
        required=False,
    )


class ArticleForm(forms.Form):
    """A piece; `version` says what was seen when the writing began."""

    title = Line(
        label=gettext_lazy("Headline"),
        max_length=160,
        required=False,
        widget=forms.Textarea(attrs={"rows": 1}),
        error_messages={"max_length": gettext_lazy("Shorten the headline to %(limit_value)s letters.")},
    )
    deck = Text(
        label=gettext_lazy("Standfirst"),
        rows=2,
        max_length=400,
        required=False,
        error_messages={"max_length": gettext_lazy("Shorten the standfirst to %(limit_value)s letters.")},
    )
    body = Text(
        label=pgettext_lazy("what is written", "Text"),
        rows=18,
        required=False,  # and no length that a browser would cut a pasted text at without a word: see clean_body
    )
    byline = Line(
        label=gettext_lazy("Byline"),
        help_text=gettext_lazy("The group, or initials. A full name only where that person wants to be found by it."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": "bylines"}),
    )
    outing = RowChoice(
        label=gettext_lazy("From an outing"),
        queryset=Outing.objects.none(),
        required=False,
        empty_label=pgettext_lazy("no outing, no picture", "None"),
        error_messages={"invalid_choice": gettext_lazy("Choose an outing of your group.")},
    )
    dateline = Line(
        label=gettext_lazy("Dateline"),
        help_text=gettext_lazy("Place and day. Left empty, the outing’s stands there."),
        max_length=160,
        required=False,
    )
    language = language_field(help_text=gettext_lazy("Which way the text runs follows from it."))
    pull_quote = Text(label=gettext_lazy("Sentence to pull out"), rows=2, max_length=300, required=False)
    box = Text(
        label=gettext_lazy("Box beside the text"),
        help_text=gettext_lazy("For instance what to do next, or an address."),
        rows=4,
        max_length=4000,
        required=False,
    )
    sources = Text(
        label=gettext_lazy("Sources"),
        help_text=gettext_lazy("Where this is known from. For whoever reads it before print; readers do not see it."),
        rows=3,
        max_length=2000,
        required=False,
    )
    picture = RowChoice(
        label=gettext_lazy("Picture on top"),
        queryset=Picture.objects.none(),
        required=False,
        empty_label=pgettext_lazy("no outing, no picture", "None"),
        error_messages={"invalid_choice": gettext_lazy("Choose a picture of your group.")},
    )
    version = forms.IntegerField(min_value=0, max_value=2**31 - 1, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, member: Member, article: Article | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.member, self.article = member, article
        self._offer_outings(member)
        self._offer_pictures(member)
        language = article.language if article else member.group.language
        self.fields["language"].choices = tongues.choices(language, member.group.language)

    def clean_body(self) -> str:
        """Refused where it is longer than anything that is printed; it stays in the form."""
        if too_many := too_many_letters(self.cleaned_data["body"]):
            raise ValidationError(too_many, code="max_length")
        return self.cleaned_data["body"]

    def words(self) -> dict:
        """What save_article takes."""
        words = {name: self.cleaned_data[name] for name in Article.WRITTEN}
        if words["outing"] and not words["dateline"]:
            words["dateline"] = dateline_of(words["outing"])
        return words

    def _offer_outings(self, member: Member) -> None:
        """Those begun lately; the one that was chosen stays among them."""
        field, rows = self.fields["outing"], Outing.objects.visible_to(member)
        recent = list(rows.standing().filter(starts_at__lte=now()).order_by("-starts_at")[:OUTINGS_OFFERED])
        chosen = self.article.outing_id if self.article else None
        field.queryset = rows.filter(pk__in=[*(one.pk for one in recent), chosen]).order_by("-starts_at")
        field.label_from_instance = dateline_of

    def _offer_pictures(self, member: Member) -> None:
        field, rows = self.fields["picture"], Picture.objects.visible_to(member)
        chosen = self.article.picture_id if self.article else None
        latest = list(rows.values_list("pk", flat=True)[:PICTURES_OFFERED])
        field.queryset = rows.filter(pk__in=[*latest, chosen])
        field.label_from_instance = lambda picture: (picture.alt or picture.caption or _("Not described yet"))[:70]


class NewPicture(forms.Form):
    """Part of the article's form: a picture brought along with what is saved."""

    file = forms.FileField(
        label=gettext_lazy("Bring a picture"),
        help_text=gettext_lazy("JPEG, PNG or WebP. The place where it was taken is taken out of it."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"empty": gettext_lazy("The file is empty. Choose the picture once more.")},
    )
    where = forms.ChoiceField(
        label=gettext_lazy("Where it goes"),
        choices=[("top", gettext_lazy("On top of the piece")), ("text", gettext_lazy("At the end of the text"))],
        required=False,
        widget=forms.RadioSelect,
    )
    field_order = ["file", "where", "alt", "caption", "credit"]
    alt = Line(label=PictureWords.base_fields["alt"].label, max_length=300, required=False)
    caption = Line(label=PictureWords.base_fields["caption"].label, max_length=300, required=False)
    credit = Line(label=PictureWords.base_fields["credit"].label, max_length=120, required=False)

    def clean_file(self) -> list[Made]:
        """The sizes made of it; none where no file was chosen."""
        file = self.cleaned_data["file"]
        try:
            return made_sizes(file) if file else []
        except Refusal as refusal:
            raise ValidationError(refusal.sentence, code=refusal.code) from refusal

    def said(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in ("alt", "caption", "credit")}


class IssueForm(forms.Form):
    """An issue in the making."""

    publication = RowChoice(
        label=gettext_lazy("Paper"),
        queryset=Publication.objects.none(),
        required=False,
        empty_label=None,
        error_messages={"invalid_choice": gettext_lazy("Choose a paper of your group.")},
    )
    name = Line(
        label=gettext_lazy("Number"),
        help_text=gettext_lazy("Its number or name, as it will stand under the flag."),
        max_length=40,
        widget=forms.TextInput(attrs={"size": 8}),
        error_messages={"required": gettext_lazy("Say which number it is.")},
    )
    on = forms.DateField(
        label=gettext_lazy("Date of the issue"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Say which day it is for."),
            "invalid": gettext_lazy("Write a date, like 2026-10-02."),
        },
    )
    print_on = forms.DateField(
        label=gettext_lazy("Print day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Write a date, like 2026-10-02.")},
    )
    paper = forms.ChoiceField(
        label=gettext_lazy("Size"),
        choices=IssueMake.Paper.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a size."), "invalid_choice": gettext_lazy("Choose a size.")},
    )
    pages = forms.TypedChoiceField(
        label=gettext_lazy("Pages"),
        coerce=int,
        choices=[(str(n), str(n)) for n in range(2, MOST_PAGES + 1, 2)],
        error_messages={"invalid_choice": gettext_lazy("Choose how many pages, from 2 to 16.")},
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"),
        help_text=gettext_lazy("The group’s own comes first. Standing texts are printed in each."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Choose languages of the list.")},
    )
    copies_planned = forms.IntegerField(
        label=gettext_lazy("Copies planned"),
        help_text=gettext_lazy("Stands under the flag until print runs are recorded. May stay empty."),
        min_value=1,
        max_value=1_000_000,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "num", "size": 7}),
        error_messages={
            "invalid": gettext_lazy("Write a whole number, in digits."),
            "min_value": gettext_lazy("Write 1 or more, or nothing."),
            "max_value": gettext_lazy("Write a million at most."),
        },
    )

    def __init__(self, *args, member: Member, make: IssueMake | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.member, self.make = member, make
        if make:
            del self.fields["publication"]
        else:
            papers = Publication.objects.visible_to(member).filter(kind=Publication.Kind.PAPER)
            self.fields["publication"].queryset = papers
        own = member.group.language
        offered = tongues.choices(own, *(make.languages if make else ()))
        self.fields["languages"].choices = offered

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("paper") == IssueMake.Paper.A3 and (cleaned.get("pages") or 4) % 4:
            self.add_error("pages", _("A folded sheet has four pages: choose 4, 8, 12 or 16."))
        own = self.member.group.language
        cleaned["languages"] = [own, *(code for code in cleaned.get("languages") or [] if code != own)]
        return cleaned


class StandingForm(forms.Form):
    """A text that stands in every issue."""

    key = forms.ChoiceField(
        label=pgettext_lazy("what is written", "Text"),
        choices=StandingText.Key.choices,
        error_messages={"invalid_choice": gettext_lazy("Choose which text it is.")},
    )
    language = language_field()
    title = Line(
        label=gettext_lazy("Heading"),
        max_length=120,
        error_messages={"required": gettext_lazy("Write a heading.")},
    )
    body = Text(
        label=pgettext_lazy("what is written", "Text"),
        rows=8,
        max_length=4000,
        error_messages={"required": gettext_lazy("Write the text.")},
    )

    def __init__(self, *args, member: Member, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = tongues.choices(member.group.language)


def dateline_of(outing: Outing) -> str:
    """Ferry Square market, 12 September."""
    day = moments.short_day(outing.starts_at.astimezone(outing.zone).date())
    return _("{place}, {day}").format(place=outing.place.name, day=day)[:160]
