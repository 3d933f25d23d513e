"""Languages a member speaks, as people write them: by name in any language the names are known in, or by code."""

import re
from functools import cache

from django.conf.locale import LANG_INFO
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from handbill.base.languages import language_name

MOST = 8
CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.I)


def codes_of(written: str) -> list[str]:
    """Codes, each once, in the order written. Raises ValidationError for a word that is no language."""
    words = [word.strip() for word in re.split(r"[,;،\n]+", written) if word.strip()]
    codes = list(dict.fromkeys(_code(word) for word in words))
    if len(codes) > MOST:
        raise ValidationError(_("Eight languages are enough."))
    return codes


def names_of(codes: list[str]) -> str:
    """The names, to be shown and to be changed."""
    return ", ".join(language_name(code) for code in codes)


def _code(word: str) -> str:
    known = _names().get(word.casefold()) or next((code for code in LANG_INFO if _(_english(code)) == word), None)
    if known:
        return known
    if CODE.fullmatch(word) and len(word) <= 20:
        return word.lower()
    sentence = _("“%(word)s” is no language we know by name. Write its code, for example ar or pl.")
    raise ValidationError(sentence % {"word": word[:30]})


@cache
def _names() -> dict[str, str]:
    """Of languages with several scripts or regions the plain one first."""
    codes = sorted((code for code, info in LANG_INFO.items() if "name" in info), key=len, reverse=True)
    named = {LANG_INFO[code][key].casefold(): code for code in codes for key in ("name", "name_local")}
    return named | {code.casefold(): code for code in codes}


def _english(code: str) -> str:
    return LANG_INFO[code].get("name", "")
