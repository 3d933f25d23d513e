"""Languages by their names."""

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _


def language_name(code: str) -> str:
    """English for en-GB; a language without a name here stays as its code."""
    try:
        return _(get_language_info(code)["name"]) if code else ""
    except KeyError:
        return code
