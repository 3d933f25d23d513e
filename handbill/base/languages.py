"""Names of languages and countries in the language that is spoken, from Unicode’s CLDR; of our own languages, in each of them."""

from functools import cache

from django.conf import settings
from django.utils.translation import get_language, get_language_info


def offered() -> list[tuple[str, str]]:
    """What the interface speaks, for a choice: each by its own name for itself."""
    return [(code, own_name(code)) for code, _english in settings.LANGUAGES]


def own_name(code: str) -> str:
    """français for fr; a language nobody knows stays as its code."""
    try:
        return get_language_info(code)["name_local"]
    except KeyError:
        return _names(code).languages.get(code, code)


def direction(code: str) -> str:
    return "rtl" if code.split("-")[0] in settings.LANGUAGES_BIDI else "ltr"


def language_name(code: str) -> str:
    """English for en-GB; a language without a name here stays as its code."""
    names = _names(get_language()).languages
    first, *others = code.lower().split("-")
    written = [part.title() for part in others if len(part) == 4]  # zh-Hans; not the country
    return names.get("_".join([first, *written])) or names.get(first, code)


def country_name(code: str) -> str:
    """United Kingdom for GB; a country without a name here stays as its code."""
    return _names(get_language()).territories.get(code, code)


@cache
def _names(spoken: str | None):
    """Read once for each language, when first asked: 10 ms that no start pays for."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(spoken or "en", sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
