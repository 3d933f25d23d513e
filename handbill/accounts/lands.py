"""Countries and time zones a group chooses from: the tables of the time zone database, which every instance brings."""

import functools
import zoneinfo
from importlib.resources import files

from phonenumbers import SUPPORTED_REGIONS


@functools.cache
def countries() -> list[tuple[str, str]]:
    """(code, name) of every country whose telephone numbers can be read, by name."""
    table = files("tzdata").joinpath("zoneinfo/iso3166.tab").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return sorted(((code, name) for code, name in rows if code in SUPPORTED_REGIONS), key=lambda row: row[1])


@functools.cache
def time_zones() -> list[tuple[str, str]]:
    """(name, words) of every place-named zone."""
    names = sorted(zoneinfo.available_timezones())
    return [
        (name, name.replace("_", " ")) for name in names if "/" in name and not name.startswith(("Etc/", "SystemV/"))
    ]
