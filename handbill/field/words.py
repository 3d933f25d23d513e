"""The gettext catalogue as the phone app reads it: no formula to evaluate, the plural of every number looked up."""

import gettext

from django.conf import settings
from django.utils.translation import to_locale

from handbill.base.languages import direction, own_name

DOMAIN = "djangojs"
# Plural rules look at a number's last two digits, and at the first few numbers: 200 places hold every case.
PLURALS_LISTED = 200


def languages() -> list[dict]:
    """Those that the interface speaks, each with its own name for itself and its direction."""
    return [_about(code) for code, _name in settings.LANGUAGES]


def catalogue_of(language: str) -> dict:
    """`{"language", "dir", "plural": [200], "words": {msgid: [forms]}}`; empty words where there is no catalogue."""
    found = gettext.translation(DOMAIN, settings.LOCALE_PATHS[0], [to_locale(language)], fallback=True)
    plural = getattr(found, "plural", lambda n: int(n != 1))
    return {
        "language": language,
        "dir": _about(language)["dir"],
        "plural": [plural(n) for n in range(PLURALS_LISTED)],
        "words": _words(getattr(found, "_catalog", {})),
    }


def _about(code: str) -> dict:
    return {"code": code, "name": own_name(code), "dir": direction(code)}


def _words(entries: dict) -> dict[str, list[str]]:
    """One list of forms per text; plural entries come as (text, number of the form)."""
    words: dict[str, dict[int, str]] = {}
    for key, text in entries.items():
        message, form = key if isinstance(key, tuple) else (key, 0)
        if message:
            words.setdefault(message, {})[form] = text
    return {message: [forms[n] for n in sorted(forms)] for message, forms in sorted(words.items())}
