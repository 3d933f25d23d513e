"""Rows become cards in the making: what can be read, and a sentence for whatever cannot."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from handbill.accounts.speaking import codes_of
from handbill.base.clock import now
from handbill.exchange.harmless import as_written
from handbill.exchange.programs import SEVERAL, first_and_others, without_its_own
from handbill.exchange.tables import Table
from handbill.people.numbers_of_phones import e164

LENGTHS = {"name": 120, "phone": 40, "email": 254, "other": 200, "note": 1500}
DAY_FIRST, MONTH_FIRST = "day first", "month first"


@dataclass
class Row:
    """One row of the file. Without `left_out` it becomes a card; `problems` are told either way."""

    number: int
    name: str = ""
    phone: str = ""
    email: str = ""
    other: str = ""
    note: str = ""
    language: str = ""
    tags: list[str] = field(default_factory=list)
    met_on: date | None = None
    problems: list[str] = field(default_factory=list)
    left_out: bool = False
    can_be_dialled: bool = False  # `phone` is E.164

    def __repr__(self) -> str:
        return f"Row({self.number})"


def read_rows(table: Table, fields: list[str], country: str) -> Iterator[Row]:
    order = _order_of_dates(table, fields)
    for number, cells in table.rows:
        yield _row(number, cells, fields, country, order)


def _row(number: int, cells: list[str], fields: list[str], country: str, order: str) -> Row:
    texts = _texts(cells, fields)
    row = Row(number, note=texts["note"], other=texts["other"])
    row.phone, row.email = (_one_of(row, texts[name]) for name in ("phone", "email"))
    row.name = texts["name"] or " ".join(part for part in (texts["first_name"], texts["last_name"]) if part)
    if len(cells) > len(fields):
        row.problems.append(_("It has more cells than the headings; the last ones were left out."))
    _judge_ways(row, country)
    _judge_rest(row, texts, order)
    for name, length in LENGTHS.items():
        if len(getattr(row, name)) > length:
            setattr(row, name, getattr(row, name)[:length])
            row.problems.append(_("A text in it is too long and was cut."))
    return row


def _one_of(row: Row, text: str) -> str:
    """Of several in a cell the first counts; the others are kept as other ways."""
    first, others = first_and_others(text)
    row.other = " ".join(part for part in (row.other, *others) if part)
    return first


def _texts(cells: list[str], fields: list[str]) -> dict[str, str]:
    texts: dict[str, str] = dict.fromkeys((*LENGTHS, "first_name", "last_name", "language", "tags", "met_on"), "")
    for name, cell in zip(fields, cells, strict=False):
        text = as_written(cell)
        if name and text:
            texts[name] = f"{texts[name]}\n{text}" if texts[name] else text
    return texts


def _judge_ways(row: Row, country: str) -> None:
    if row.phone:
        number = e164(row.phone, country)
        if number is None:
            row.problems.append(_("The phone number cannot be dialled as it is written; it was kept as it is."))
        row.phone, row.can_be_dialled = number or row.phone, number is not None
    if row.email and "@" not in row.email:
        row.problems.append(_("The e-mail has no @; it was kept as another way."))
        row.other, row.email = " ".join(part for part in (row.other, row.email) if part), ""
    if not row.name:
        row.left_out = True
        row.problems.append(_("There is no name in it, so it is left out."))
    elif not (row.phone or row.email or row.other):
        row.left_out = True
        row.problems.append(_("There is no way to reach them in it, so it is left out."))


def _judge_rest(row: Row, texts: dict[str, str], order: str) -> None:
    if texts["language"]:
        row.language = _language(texts["language"])
        if not row.language:
            row.problems.append(_("The language is not known by that name; it was left out."))
    parts = texts["tags"].replace(SEVERAL.strip(), ";").replace("|", ";").replace(",", ";").split(";")
    row.tags = without_its_own([tag.strip()[:40] for tag in parts if tag.strip()])
    if texts["met_on"]:
        row.met_on = _date(texts["met_on"], order)
        if row.met_on is None:
            row.problems.append(_("The date could be two days, or none; it was left out."))


@cache
def _language(text: str) -> str:
    try:
        return codes_of(text)[0]
    except (ValidationError, IndexError):
        return ""


def _order_of_dates(table: Table, fields: list[str]) -> str:
    """By the dates that can only be read one way; empty where some say this and some that, or none says anything."""
    if "met_on" not in fields:
        return ""
    column, orders = fields.index("met_on"), set()
    for _number, cells in table.rows:
        parts = _parts(cells[column]) if column < len(cells) else None
        if parts and parts[0] <= 31:
            orders |= {DAY_FIRST} if parts[0] > 12 else {MONTH_FIRST} if parts[1] > 12 else set()
    return orders.pop() if len(orders) == 1 else ""


def _parts(text: str) -> tuple[int, int, int] | None:
    pieces = text.split(" ")[0].split("T")[0].replace(".", "/").replace("-", "/").split("/")
    if len(pieces) != 3 or not all(piece.isdecimal() and len(piece) <= 4 for piece in pieces):
        return None
    return int(pieces[0]), int(pieces[1]), int(pieces[2])


def _date(text: str, order: str) -> date | None:
    parts = _parts(text)
    if parts is None:
        return None
    first, second, third = parts
    if first > 31:
        return _valid(first, second, third)
    if first > 12 or first == second or (order == DAY_FIRST and second <= 12):
        return _valid(third, second, first)
    if second > 12 or order == MONTH_FIRST:
        return _valid(third, first, second)
    return None


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        return None
    return found if found.year >= 1990 and found <= now().date() else None
