"""The sections in the masthead and the tabs. The list itself is a setting, so that this room need not know the others."""

from dataclasses import dataclass

from django.conf import settings


@dataclass(frozen=True)
class Section:
    """One entry: where it leads, what it is called, its picture in the tabs, its letter after `g`."""

    address: str
    label: str
    icon: str
    letter: str = ""
    needs: str = ""  # a truth about the member, e.g. has_people; empty: for everybody
    is_end: bool = False
    is_here: bool = False


def sections_for(member, path: str) -> list[Section]:
    """What this member may open, with the one marked that `path` is in."""
    entries = [Section(**entry) for entry in settings.DESK_SECTIONS]
    mine = [entry for entry in entries if not entry.needs or getattr(member, entry.needs, False)]
    here = _nearest(mine, path)
    return [Section(**{**vars(entry), "is_here": entry.address == here}) for entry in mine]


def _nearest(entries: list[Section], path: str) -> str | None:
    """The longest address that `path` begins with; the front page is only itself."""
    fitting = [e.address for e in entries if path == e.address or (e.address != "/" and path.startswith(e.address))]
    return max(fitting, key=len, default=None)
