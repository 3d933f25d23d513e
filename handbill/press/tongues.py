"""Languages a piece can be in: their names, and which way they run."""

from django.conf.locale import LANG_INFO
from django.utils import translation

from handbill.base.languages import language_name

CODES = (
    *("en", "ar", "bg", "bn", "cs", "da", "de", "el", "es", "fa", "fi", "fr", "he", "hi", "hr", "hu", "it", "ko", "lt"),
    *("lv", "nb", "nl", "pa", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "sw", "ta", "tr", "uk", "ur", "vi"),
    "zh-hans",
)


def choices(*first: str) -> list[tuple[str, str]]:
    """Code and name, by name; `first` on top, known or not."""
    rest = sorted(((code, language_name(code)) for code in CODES if code not in first), key=lambda one: one[1])
    return [(code, language_name(code)) for code in dict.fromkeys(first) if code] + rest


def own_name(code: str) -> str:
    """As whoever reads it calls it: Español, العربية."""
    with translation.override(code):
        name = language_name(code)
    return name[:1].upper() + name[1:]


def direction(code: str) -> str:
    """rtl or ltr."""
    known = LANG_INFO.get(code) or LANG_INFO.get(code.split("-")[0]) or {}
    return "rtl" if known.get("bidi") else "ltr"
