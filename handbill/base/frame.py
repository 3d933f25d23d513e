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
    also: tuple[str, ...] = ()  # other addresses that belong to it
    is_end: bool = False
    is_here: bool = False


def sections_for(member, path: str) -> list[Section]:
    """What this member may open, with the one marked that `path` is in."""
    entries = [Section(**entry) for entry in settings.DESK_SECTIONS]
    mine = [entry for entry in entries if not entry.needs or getattr(member, entry.needs, False)]
    return [Section(**{**vars(entry), "is_here": _holds(entry, path)}) for entry in mine]


def _holds(entry: Section, path: str) -> bool:
    """Whether the path lies in this section; the front page is only itself."""
    within = [address for address in (entry.address, *entry.also) if address != "/"]
    return path == entry.address or path.startswith(tuple(within))
