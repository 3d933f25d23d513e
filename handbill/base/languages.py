"""Names of languages and countries in the language that is spoken, from Unicode's CLDR."""

from functools import cache

from django.utils.translation import get_language


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
