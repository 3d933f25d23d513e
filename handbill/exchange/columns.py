"""Which column is what: guessed by its heading in four languages and as three other programmes export them, then remembered."""

import hashlib
import re

from django.utils.translation import gettext_lazy as _

from handbill.accounts.models import Group
from handbill.exchange.models import Matched

FIELDS = {
    "name": _("Name"),
    "first_name": _("First name"),
    "last_name": _("Last name"),
    "phone": _("Phone"),
    "email": _("E-mail"),
    "other": _("Another way to reach them"),
    "note": _("Note"),
    "language": _("Language"),
    "tags": _("Tags"),
    "met_on": _("Met on"),
}
# Headings as people write them (en, es, fr, ar), and as Action Network, CiviCRM and Google Contacts do.
KNOWN = {
    "name": "name, full name, display name, nombre completo, nombre y apellidos, nom complet, الاسم, الاسم الكامل",
    "first_name": "first name, firstname, first, given name, forename, nombre, prénom, prenom, الاسم الأول",
    "last_name": "last name, lastname, last, family name, surname, apellido, apellidos, nom, nom de famille, اسم العائلة, اللقب",
    "phone": "phone, telephone, mobile, mobile number, mobile phone, phone number, cell, can2 phone, phone 1 value, phone primary, phone mobile, "
    "teléfono, telefono, móvil, movil, téléphone, tel, portable, numéro de téléphone, الهاتف, هاتف, رقم الهاتف, الجوال",
    "email": "email, e mail, email address, e mail address, mail, e mail 1 value, email primary, correo, correo electrónico, "
    "courriel, adresse e mail, adresse électronique, البريد الإلكتروني, البريد",
    "other": "other, address, street address, can2 user address, address 1 formatted, signal, telegram, otro, dirección, autre, adresse, العنوان",
    "note": "note, notes, note s, comment, comments, remark, nota, notas, comentarios, remarque, remarques, ملاحظة, ملاحظات",
    "language": "language, languages spoken, preferred language, language code, idioma, lengua, langue, اللغة",
    "tags": "tags, tag, tag s, can2 user tags, labels, group membership, groups, tag list, etiquetas, étiquettes, mots clés, الوسوم",
    "met_on": "met on, met, date, created date, created at, join date, fecha, date de rencontre, التاريخ",
}
_GUESS = {heading.strip(): field for field, headings in KNOWN.items() for heading in headings.split(",")}


def fields_for(group: Group, headings: tuple[str, ...]) -> list[str]:
    """A field for each column, empty where it is left out: as this group matched them before, else by their headings."""
    known = (
        Matched.objects.filter(group=group, headings=_fingerprint(headings)).values_list("fields", flat=True).first()
    )
    return known if known and len(known) == len(headings) else guessed(headings)


def guessed(headings: tuple[str, ...]) -> list[str]:
    """The first column of a kind counts; only notes may stand in several."""
    fields: list[str] = []
    for heading in headings:
        field = _GUESS.get(_plain(heading), "")
        fields.append(field if field == "note" or field not in fields else "")
    return fields


def remember(group: Group, headings: tuple[str, ...], fields: list[str]) -> None:
    Matched.objects.update_or_create(group=group, headings=_fingerprint(headings), defaults={"fields": fields})


def _plain(heading: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", heading.casefold()).split())


def _fingerprint(headings: tuple[str, ...]) -> bytes:
    return hashlib.sha256("\x1f".join(headings).encode("utf-8", "replace")).digest()
