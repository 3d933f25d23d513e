"""What people write to come in, to found a group, to invite and to change a password."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handbill.accounts.lands import countries, time_zones
from handbill.accounts.models import Group, Member, Role
from handbill.accounts.speaking import codes_of
from handbill.accounts.speaking import names_of as names_of_languages
from handbill.base import languages
from handbill.base.errors import Refusal
from handbill.keys.enrolment import is_weak_pin
from handbill.keys.errors import WrongWords
from handbill.keys.strength import weakness
from handbill.keys.words import from_recovery

INKS = [
    ("#0E5362", gettext_lazy("Petrol")),
    ("#2B3F9E", gettext_lazy("Ultramarine")),
    ("#1E5A3C", gettext_lazy("Bottle")),
    ("#6A2A5B", gettext_lazy("Plum")),
    ("#95401B", gettext_lazy("Rust")),
    ("#1A1714", gettext_lazy("Black only")),
]
ROLES = [
    (Role.VOLUNTEER, gettext_lazy("Volunteer: goes out, gets back to her own people")),
    (Role.ORGANISER, gettext_lazy("Organiser: opens cards, plans, invites")),
    (Role.EDITOR, gettext_lazy("Editor: makes the paper, sees no people")),
    (Role.VIEWER, gettext_lazy("Viewer: sees numbers, no people")),
]
ABOUT = [
    ("follow_up:phone", gettext_lazy("Getting back, by phone")),
    ("follow_up:text", gettext_lazy("Getting back, by text")),
    ("follow_up:signal", gettext_lazy("Getting back, by Signal")),
    ("follow_up:whatsapp", gettext_lazy("Getting back, by WhatsApp")),
    ("follow_up:telegram", gettext_lazy("Getting back, by Telegram")),
    ("follow_up:email", gettext_lazy("Getting back, by e-mail")),
    ("follow_up:post", gettext_lazy("Getting back, by post")),
    ("follow_up:other", gettext_lazy("Getting back, another way")),
    ("news:email", gettext_lazy("Paper and news, by e-mail")),
    ("texts:text", gettext_lazy("News, by text message")),
]
OFF = {"autocomplete": "off", "spellcheck": "false", "autocorrect": "off"}


def line(label, *, length: int, required: bool = True, hint="", **attributes) -> forms.CharField:
    """One line of text that the browser does not remember."""
    widget = forms.TextInput(attrs={**OFF, **attributes})
    return forms.CharField(
        label=label,
        max_length=length,
        required=required,
        help_text=hint,
        widget=widget,
        error_messages={"required": gettext_lazy("This cannot stay empty.")},
    )


def login_field() -> forms.CharField:
    hint = gettext_lazy("What you sign in with. Letters, digits, dots and dashes; no e-mail address.")
    return line(gettext_lazy("Sign-in name"), length=60, hint=hint, autocomplete="username", autocapitalize="none")


def new_password_field() -> forms.CharField:
    hint = gettext_lazy(
        "Four or more words you can remember, 15 characters at least. It opens the cards; nobody can send you a new one."
    )
    widget = forms.PasswordInput(attrs={**OFF, "autocomplete": "new-password"}, render_value=False)
    return forms.CharField(label=gettext_lazy("Password"), max_length=200, strip=False, help_text=hint, widget=widget)


class NewPassword:
    """A form in which a password is chosen; `about` are names of this group and member that anybody would try."""

    def __init__(self, *args, about: tuple[str, ...] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.about = about

    def clean_password(self) -> str:
        typed = (self.cleaned_data.get("login", ""), self.cleaned_data.get("name", ""))
        return strong(self.cleaned_data["password"], self.about + typed)


def strong(password: str, about: tuple[str, ...] = ()) -> str:
    """The password, if a thief of the database would have to guess for long."""
    weak = weakness(password, tuple(filter(None, about)))
    sentences = {
        "too_short": _("Too short: take 15 characters or more, for example four or five words."),
        "too_long": _("Too long: 200 characters are enough."),
        "repeated": _("That repeats itself. Take words that have nothing to do with each other."),
        "walk": _("That runs along the keyboard or the alphabet. Take words that have nothing to do with each other."),
        "common": _(
            "Many people take that one, so it is guessed first. Take words that have nothing to do with each other."
        ),
    }
    if weak:
        raise ValidationError(sentences[weak])
    return password


def names_of(member: Member) -> tuple[str, ...]:
    """What anybody would try first for this member."""
    return (member.login, member.name, member.group.name)


class PasswordTried(forms.Form):
    """A password that is tried, not chosen."""

    def refuse(self, refusal: Refusal) -> None:
        """The page says on top what happened; the field says what to look for."""
        if refusal.code == "wrong_password":
            self.add_error("password", _("Check for capital letters, or press Show"))


class SignIn(PasswordTried):
    login = line(gettext_lazy("Sign-in name"), length=60, autocomplete="username", autocapitalize="none")
    password = forms.CharField(
        label=gettext_lazy("Password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class Unlock(PasswordTried):
    password = forms.CharField(
        label=gettext_lazy("Your password"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class TheGroup(forms.ModelForm):
    """Set-up, first step; and the group's page later."""

    name = line(gettext_lazy("Group"), length=120)
    paper = line(gettext_lazy("Paper or leaflet (if you have one)"), length=120, required=False)
    ink = forms.ChoiceField(
        label=gettext_lazy("Its second ink"), choices=INKS, initial=INKS[0][0], widget=forms.RadioSelect
    )
    country = forms.ChoiceField(
        label=gettext_lazy("Country"),
        help_text=gettext_lazy("For phone numbers without a country code."),
        choices=countries,
        initial="GB",
    )
    timezone = forms.ChoiceField(label=gettext_lazy("Time zone"), initial="Europe/London")
    language = forms.ChoiceField(label=gettext_lazy("Language"), initial="en")

    class Meta:
        model = Group
        fields = ["name", "paper", "ink", "language", "country", "timezone"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["timezone"].choices = time_zones()
        self.fields["language"].choices = languages.offered()


class FirstMember(NewPassword, forms.Form):
    """Set-up, second step."""

    name = line(gettext_lazy("Your name"), length=80, hint=gettext_lazy("As the others call you."))
    login = login_field()
    password = new_password_field()

    def clean_login(self) -> str:
        login = self.cleaned_data["login"].strip().casefold()
        if not all(sign.isalnum() or sign in ".-_" for sign in login):
            raise ValidationError(_("Letters, digits, dots and dashes only."))
        if Member.objects.filter(login=login).exists():
            raise ValidationError(_("Somebody signs in with that name already. Choose another one."))
        return login


class Accept(FirstMember):
    """Somebody with an invitation."""


class WayBack(NewPassword, forms.Form):
    """A member who is let back in keeps her name; she chooses a new password."""

    password = new_password_field()


class TypedBack(forms.Form):
    """One word from the sheet, to be sure it printed."""

    word = line("", length=20, autocapitalize="none")


class Invite(forms.Form):
    name = line(
        gettext_lazy("Who is it for?"),
        length=80,
        required=False,
        hint=gettext_lazy("So that you know which link was whose."),
    )
    role = forms.ChoiceField(
        label=gettext_lazy("What will they do?"), choices=ROLES, initial=Role.VOLUNTEER, widget=forms.RadioSelect
    )


class ChangeRole(forms.Form):
    role = forms.ChoiceField(label=gettext_lazy("What will they do?"), choices=ROLES, widget=forms.RadioSelect)


class ChangeWording(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("The words"),
        max_length=400,
        help_text=gettext_lazy("One or two sentences, as somebody would say them."),
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
    )


class NewWording(ChangeWording):
    about = forms.ChoiceField(label=gettext_lazy("For what"), choices=ABOUT)
    language = line(
        gettext_lazy("Language"),
        length=35,
        hint=gettext_lazy("Its short name: en, es, fr, ar, pt-BR."),
        autocapitalize="none",
    )

    def clean_language(self) -> str:
        language = self.cleaned_data["language"].strip()
        if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language):
            raise ValidationError(_("Two or three letters, then, if needed, a dash and a region."))
        return language

    def clean(self) -> dict:
        cleaned = super().clean()
        if "about" in cleaned:
            cleaned["purpose"], cleaned["channel"] = cleaned.pop("about").split(":")
        return cleaned


class ChangePassword(NewPassword, forms.Form):
    old = forms.CharField(
        label=gettext_lazy("The password you have"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    password = new_password_field()


class Recover(NewPassword, forms.Form):
    """The 24 words, whose account they open again, and a new password."""

    login = line(gettext_lazy("Sign-in name of an organiser"), length=60, autocapitalize="none")
    words = forms.CharField(
        label=gettext_lazy("The 24 words, in order"),
        widget=forms.Textarea(attrs={**OFF, "rows": 4, "autocapitalize": "none"}),
    )
    password = new_password_field()

    def clean_words(self) -> bytes:
        try:
            return from_recovery(self.cleaned_data["words"])
        except WrongWords as wrong:
            raise ValidationError(self._sentence(wrong)) from wrong

    def _sentence(self, wrong: WrongWords) -> str:
        if wrong.code == "unknown_word":
            return _("Word %(number)s is not on any sheet. Look at it again.") % {"number": wrong.number}
        if wrong.code == "wrong_count":
            return _("These are %(number)s words; the sheet has 24.") % {"number": wrong.number}
        return _("All words exist, but they do not belong together. Check their order.")


class Code(forms.Form):
    """Six digits from a second device."""

    code = line(
        gettext_lazy("The six digits your device shows"), length=8, autocomplete="one-time-code", inputmode="numeric"
    )

    def wrong(self) -> str:
        return _("That code does not fit. Wait for the next one and type it again.")


def answer_field() -> forms.CharField:
    """What the browser answered, put there by the page's module."""
    words = gettext_lazy("Your browser sent no passkey. Nothing was changed; try once more.")
    return forms.CharField(widget=forms.HiddenInput, max_length=20_000, error_messages={"required": words})


class ShowPasskey(forms.Form):
    """At the sign-in."""

    answer = answer_field()


class NewPasskey(forms.Form):
    """On one's own page."""

    name = line(
        gettext_lazy("What do you call the device?"),
        length=40,
        required=False,
        hint=gettext_lazy("So that you know which to take away when it is lost."),
    )
    answer = answer_field()


class NamePasskey(forms.Form):
    name = line(gettext_lazy("Name"), length=40)


def languages_field(label) -> forms.CharField:
    hint = gettext_lazy(
        "By name, with commas between: Arabic, Polish. People who speak one of them are suggested to you."
    )
    return line(label, length=200, required=False, hint=hint, dir="auto")


class Mine(forms.ModelForm):
    name = line(gettext_lazy("Your name"), length=80)
    language = forms.ChoiceField(label=gettext_lazy("Handbill speaks"), required=False)
    languages = languages_field(gettext_lazy("Languages you speak"))

    class Meta:
        model = Member
        fields = ["name", "language"]

    def __init__(self, *args, instance: Member, **kwargs):
        super().__init__(*args, instance=instance, **kwargs)
        self.fields["language"].choices = languages.offered()
        self.initial["languages"] = names_of_languages(instance.languages)

    def clean_languages(self) -> list[str]:
        return codes_of(self.cleaned_data["languages"])

    def save(self, commit: bool = True) -> Member:
        self.instance.languages = self.cleaned_data["languages"]
        return super().save(commit)


class Spoken(forms.Form):
    """Which languages a member speaks, as an organiser writes them."""

    languages = languages_field(gettext_lazy("Languages they speak"))

    def clean_languages(self) -> list[str]:
        return codes_of(self.cleaned_data["languages"])


def pin_field(label) -> forms.CharField:
    widget = forms.PasswordInput(attrs={**OFF, "inputmode": "numeric", "maxlength": 6})
    return forms.CharField(label=label, min_length=6, max_length=6, widget=widget)


class Pin(forms.Form):
    pin = pin_field(gettext_lazy("Six digits"))


class EnrolPhone(forms.Form):
    """Six digits for this phone, and the password once more."""

    pin = pin_field(gettext_lazy("Six digits for this phone"))
    password = forms.CharField(
        label=gettext_lazy("Your password, once"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def clean_pin(self) -> str:
        if is_weak_pin(self.cleaned_data["pin"]):
            raise ValidationError(_("Six digits that nobody guesses first: no row, no year, none repeated."))
        return self.cleaned_data["pin"]
