"""Countries and time zones a group chooses from: the tables of the time zone database, and CLDR's names."""

import functools
import unicodedata
import zoneinfo
from importlib.resources import files

from phonenumbers import SUPPORTED_REGIONS

from handbill.base.languages import country_name


def countries() -> list[tuple[str, str]]:
    """(code, name in the language that is spoken) of every country whose telephone numbers can be read, by name."""
    return sorted(((code, country_name(code)) for code in _codes()), key=lambda row: _unmarked(row[1]))


@functools.cache
def _codes() -> list[str]:
    table = files("tzdata").joinpath("zoneinfo/iso3166.tab").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return [code for code, _name in rows if code in SUPPORTED_REGIONS]


def _unmarked(name: str) -> str:
    """Åland beside Albania."""
    return "".join(letter for letter in unicodedata.normalize("NFD", name) if not unicodedata.combining(letter))


@functools.cache
def time_zones() -> list[tuple[str, str]]:
    """(name, words) of every place-named zone."""
    names = sorted(zoneinfo.available_timezones())
    return [
        (name, name.replace("_", " ")) for name in names if "/" in name and not name.startswith(("Etc/", "SystemV/"))
    ]
