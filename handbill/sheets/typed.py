"""What was typed from a sheet, read and checked; what is wrong is said row by row."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from handbill.people.numbers_of_phones import e164

COLUMNS = ("copies", "in_vain", "conversations", "asked", "given")
MOST_STROKES = 500
MOST_COPIES = 100_000
BY_PHONE = ("phone", "text", "signal")
CHANNELS = (*BY_PHONE, "email")
LONGEST = {"name": 120, "reach": 200, "note": 500}


@dataclass
class SignUp:
    """One row of a sign-up sheet. `number` counts from 1; what is wrong with it stands in `problems`."""

    number: int
    name: str = ""
    reach: str = ""
    channels: tuple[str, ...] = ()
    wants_paper: bool = False
    note: str = ""
    phone: str = ""
    email: str = ""
    problems: list[str] = field(default_factory=list)

    @property
    def is_blank(self) -> bool:
        return not (self.name or self.reach or self.channels or self.wants_paper or self.note)


@dataclass
class TallyRow:
    """The strokes of one row, as typed (`shown`) and as read."""

    shown: dict[str, str]
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COLUMNS, 0))
    problems: list[str] = field(default_factory=list)


@dataclass
class Tally:
    rows: list[TallyRow]
    questions: dict[str, int]
    questions_shown: dict[str, str]
    taken: int | None = None
    brought_back: int | None = None
    problems: list[str] = field(default_factory=list)

    @property
    def is_right(self) -> bool:
        return not self.problems and not any(row.problems for row in self.rows)

    @property
    def is_blank(self) -> bool:
        return not any(any(row.counts.values()) for row in self.rows) and self.taken is None


def read_sign_ups(sent: Mapping[str, str], how_many: int, country: str) -> list[SignUp]:
    """Rows 1 to `how_many`, blank ones included."""
    rows = [_row(sent, number) for number in range(1, how_many + 1)]
    for row in rows:
        if not row.is_blank:
            _check(row, country)
    _mark_twice(rows)
    return rows


def _row(sent: Mapping[str, str], number: int) -> SignUp:
    words = {name: _plain(sent.get(f"{name}_{number}", ""))[:longest] for name, longest in LONGEST.items()}
    ticked = tuple(channel for channel in CHANNELS if sent.get(f"{channel}_{number}"))
    return SignUp(number, channels=ticked, wants_paper=bool(sent.get(f"paper_{number}")), **words)


def _plain(text: str) -> str:
    """Without what no keyboard makes: control characters, which a database may refuse too."""
    return re.sub(r"[\x00-\x1f\x7f\ud800-\udfff]+", " ", text).strip()


def _check(row: SignUp, country: str) -> None:
    if not row.reach:
        row.problems.append(_("A phone number or an e-mail address is missing."))
        return
    for part in _parts(row.reach):
        _read_part(row, part, country)
    if row.problems:
        return
    if not row.channels and not row.wants_paper:
        row.problems.append(
            _("Nothing is ticked: nobody may write or ring. Tick what is ticked, or leave the row out.")
        )
    if set(row.channels) & set(BY_PHONE) and not row.phone:
        row.problems.append(_("Call, text and Signal need a phone number."))
    if ("email" in row.channels or row.wants_paper) and not row.email:
        row.problems.append(_("E-mail and the paper need an e-mail address."))


def _parts(reach: str) -> list[str]:
    """A number and an address may share the field; only what has an @ ends at a space."""
    words = re.split(r"([\s,;]+)", reach)
    found = [word for word in words if "@" in word]
    rest = "".join("," if "@" in word else word for word in words)
    return [*found, *(part.strip() for part in re.split(r"[,;]", rest) if part.strip())]


def _read_part(row: SignUp, part: str, country: str) -> None:
    if "@" in part:
        try:
            validate_email(part)
        except ValidationError:
            row.problems.append(_("{text} does not look like an e-mail address.").format(text=part))
            return
        row.email = row.email or part
    elif e164(part, country):
        row.phone = row.phone or part
    else:
        row.problems.append(_("{text} is no phone number that anybody could dial.").format(text=part))


def _mark_twice(rows: list[SignUp]) -> None:
    seen: dict[str, int] = {}
    for row in rows:
        key = (row.phone + row.email.casefold()).replace(" ", "")
        if key and key in seen and not row.problems:
            row.problems.append(_("The same as row {number}. Leave one of them out.").format(number=seen[key]))
        seen.setdefault(key, row.number)


def read_tally(sent: Mapping[str, str], how_many: int, questions: list[str]) -> Tally:
    """`how_many` rows; `questions` are the ids of those printed on the sheet."""
    rows = [_tally_row(sent, number) for number in range(how_many)]
    shown = {id: _plain(sent.get(f"question_{id}", "")) for id in questions}
    tally = Tally(rows, {}, shown)
    talks = sum(row.counts["conversations"] for row in rows)
    for id, text in shown.items():
        tally.questions[id] = _count(text, MOST_STROKES, tally.problems) or 0
        if tally.questions[id] > talks and not tally.problems:
            tally.problems.append(_("A question has more strokes than there were conversations."))
    tally.taken = _count(_plain(sent.get("taken", "")), MOST_COPIES, tally.problems)
    tally.brought_back = _count(_plain(sent.get("brought_back", "")), MOST_COPIES, tally.problems)
    if tally.taken is not None and (tally.brought_back or 0) > tally.taken:
        tally.problems.append(_("More copies were brought back than taken."))
    return tally


def _tally_row(sent: Mapping[str, str], number: int) -> TallyRow:
    row = TallyRow({column: _plain(sent.get(f"{column}_{number}", "")) for column in COLUMNS})
    for column in COLUMNS:
        row.counts[column] = _count(row.shown[column], MOST_STROKES, row.problems) or 0
    if row.counts["asked"] > row.counts["conversations"]:
        row.problems.append(_("More were asked than talked with."))
    if row.counts["given"] > row.counts["asked"]:
        row.problems.append(_("More gave a contact than were asked."))
    return row


def _count(text: str, most: int, problems: list[str]) -> int | None:
    """A count of strokes, or a sum such as 5+5+3, or nothing."""
    if not text:
        return None
    parts = re.split(r"[+\s]+", text)
    if not all(re.fullmatch(r"\d{1,7}", part) for part in parts):
        problems.append(_("{text} is no count. Write 13, or 5+5+3.").format(text=text[:20]))
        return None
    total = sum(int(part) for part in parts)
    if total > most:
        problems.append(_("{number} is more than fits on a sheet.").format(number=total))
        return None
    return total
