"""Small drawings as plain SVG: ink lines, hatching for doubt, one yellow dot. They print in black."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handbill.base.drawing import hatching, svg, text
from handbill.base.moments import clock_time
from handbill.debrief.evidence import Evidence
from handbill.debrief.stock import Copies
from handbill.numbers import RateStatement

LEFT, RIGHT, TOP, BOTTOM = 44, 92, 30, 34
EVERY = (10, 15, 30, 60, 120, 180, 360, 720, 1440)
NICE = [unit * 10**power for power in range(6) for unit in (1, 2, 3, 4, 5, 6, 8)]


@dataclass(frozen=True)
class Frame:
    """Where a moment and a number of copies lie on the drawing."""

    width: int
    height: int
    begin: datetime
    end: datetime
    top: int

    def x(self, at: datetime) -> float:
        return LEFT + (at - self.begin) / (self.end - self.begin) * (self.width - LEFT - RIGHT)

    def y(self, copies: float) -> float:
        return TOP + (1 - copies / self.top) * (self.height - TOP - BOTTOM)


def drawing(
    evidence: Evidence, copies: Copies, width: int = 620, height: int = 300, likely: tuple[int, int, int] | None = None
) -> SafeString:
    """Copies gone over time, with the moment they ran out; `likely`, from, to: what would have gone by the end."""
    step = _step(max(copies.brought, copies.gone, likely[2] if likely else 0))
    frame = Frame(width, height, *span(evidence, copies), top=step * 3)
    parts = [
        *_levels(frame, step),
        *_times(frame, evidence),
        _line(frame, evidence, copies),
        *(_beyond(frame, copies, likely) if likely else []),
        *_marks(frame, evidence, copies),
    ]
    return svg(width, height, parts, finding(evidence, copies, likely))


def finding(evidence: Evidence, copies: Copies, likely: tuple[int, int, int] | None = None) -> str:
    """The drawing in words."""
    return " ".join([_course(evidence, copies), *([_beyond_in_words(evidence, likely)] if likely else [])])


def _beyond_in_words(evidence: Evidence, likely: tuple[int, int, int]) -> str:
    sentence = ngettext(
        "The hatched part is what would likely have gone by {end}: about {n}, 8 times in 10 between {low} and {high}, from "
        "the pace until then and earlier outings.",
        "The hatched part is what would likely have gone by {end}: about {n}, 8 times in 10 between {low} and {high}, from "
        "the pace until then and earlier outings.",
        likely[0],
    )
    end = clock_time(evidence.outing.ends_at, evidence.zone)
    return sentence.format(end=end, n=likely[0], low=likely[1], high=likely[2])


def _course(evidence: Evidence, copies: Copies) -> str:
    words = {"start": clock_time(span(evidence, copies)[0], evidence.zone), "n": copies.gone, "all": copies.brought}
    if copies.ran_out_at:
        words["time"] = clock_time(copies.ran_out_at, evidence.zone)
        sentence = ngettext(
            "Copies handed out from {start}: {n} went, and none was left at {time}.",
            "Copies handed out from {start}: {n} went, and none was left at {time}.",
            copies.gone,
        )
    elif copies.brought:
        sentence = ngettext(
            "Copies handed out from {start}: {n} of {all} went.",
            "Copies handed out from {start}: {n} of {all} went.",
            copies.gone,
        )
    else:
        sentence = ngettext(
            "Copies handed out from {start}: {n} went.", "Copies handed out from {start}: {n} went.", copies.gone
        )
    return sentence.format(**words)


def slots(evidence: Evidence, copies: Copies) -> list[tuple[datetime, int, int, int]]:
    """The numbers behind the drawing: from when, copies in that time, copies so far, people who went without."""
    begin, end = span(evidence, copies)
    every = _every(begin, end, 8)
    rows, at, before = [], begin, 0
    while at < end:
        until = at + every
        last = until >= end
        so_far = max([gone for moment, gone in copies.steps if moment < until or last], default=0)
        vain = sum(
            one.people
            for one in evidence.happened.asked_in_vain
            if (one.at >= at or at == begin) and (one.at < until or last)
        )
        rows.append((at, so_far - before, so_far, vain))
        at, before = until, so_far
    return rows


def band(usual: RateStatement, label: str, name: str) -> SafeString:
    """This time (yellow) against where 8 in 10 outings fell (hatched)."""
    low, high, here = (2 + share * 296 for share in (usual.low, usual.high, usual.share))
    hatch = f"hatch-{name}"
    parts = [
        hatching(hatch),
        '<line x1="0" x2="300" y1="17" y2="17" class="c-grid"/>',
        f'<rect x="{low:.1f}" y="7" width="{max(high - low, 2):.1f}" height="20" fill="url(#{hatch})" class="c-band c-edge"/>',
        f'<line x1="{here:.1f}" x2="{here:.1f}" y1="2" y2="32" class="c-line"/><circle cx="{here:.1f}" cy="17" r="7" class="c-mark"/>',
    ]
    return svg(300, 34, parts, label)


def had_words(copies: int) -> str:
    """Beside the level of what was brought."""
    return ngettext("had {n}", "had {n}", copies).format(n=copies)


def likely_words(likely: tuple[int, int, int]) -> tuple[str, str]:
    """Beside where the line would likely have ended: about how many, and from what to what."""
    n, low, high = likely
    about = ngettext("likely {n}", "likely {n}", n).format(n=n)
    return about, ngettext("{low} to {high}", "{low} to {high}", high).format(low=low, high=high)


def _levels(frame: Frame, step: int) -> list[str]:
    parts = []
    for copies in range(0, frame.top + 1, step):
        y, kind = frame.y(copies), "c-grid" if copies else "c-axis"
        parts.append(f'<line x1="{LEFT}" x2="{frame.width - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" class="{kind}"/>')
        parts.append(text(LEFT - 8, y + 4, copies, "c-note", "end"))
    return parts


def _times(frame: Frame, evidence: Evidence) -> list[str]:
    every = _every(frame.begin, frame.end, 5 if frame.width > 500 else 4)
    floor, parts, at = frame.y(0), [], frame.begin
    while at <= frame.end:
        x = frame.x(at)
        parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{floor:.1f}" y2="{floor + 5:.1f}" class="c-axis"/>')
        parts.append(text(x, floor + 20, clock_time(at, evidence.zone), "c-note", "middle"))
        at += every
    return parts


def _line(frame: Frame, evidence: Evidence, copies: Copies) -> str:
    """A step for each minute in which copies went, then level to the end, or to now."""
    until = max(min(frame.end, evidence.at), copies.last_at)
    path = "".join(f" H{frame.x(at):.1f} V{frame.y(gone):.1f}" for at, gone in copies.steps)
    return f'<path class="c-line" d="M{frame.x(frame.begin):.1f} {frame.y(0):.1f}{path} H{frame.x(until):.1f}"/>'


def _marks(frame: Frame, evidence: Evidence, copies: Copies) -> list[str]:
    edge, gone = frame.width - RIGHT + 8, frame.y(copies.gone)
    if copies.ran_out_at and copies.gone >= copies.brought:
        return [
            *_run_out(frame, evidence, copies),
            text(edge, gone + 5, had_words(copies.gone), "c-t"),
        ]
    parts = _run_out(frame, evidence, copies) if copies.ran_out_at else []
    parts.append(text(edge, gone + 5, ngettext("{n} gone", "{n} gone", copies.gone).format(n=copies.gone), "c-t c-b"))
    if copies.brought and abs(frame.y(copies.brought) - gone) > (60 if copies.ran_out_at else 18):
        level = frame.y(copies.brought)
        parts.append(f'<line x1="{LEFT}" x2="{edge - 8}" y1="{level:.1f}" y2="{level:.1f}" class="c-dash"/>')
        parts.append(text(edge, level + 5, had_words(copies.brought), "c-t"))
    return parts


def _beyond(frame: Frame, copies: Copies, likely: tuple[int, int, int]) -> list[str]:
    """From the last copy to the end: the likely course dashed, where it lies 8 times in 10 hatched."""
    x, y, end = frame.x(copies.ran_out_at), frame.y(copies.gone), frame.x(frame.end)
    middle, low, high = (frame.y(copies) for copies in likely)
    bends = [f"Q{(x + end) / 2:.1f} {(y + to) / 2 - abs(y - to) / 12:.1f} {end:.1f} {to:.1f}" for to in (high, middle)]
    name, edge = f"hatch-beyond-{frame.width}", frame.width - RIGHT + 8
    parts = [
        hatching(name),
        f'<path d="M{x:.1f} {y:.1f} {bends[0]} L{end:.1f} {low:.1f} Z" fill="url(#{name})" class="c-band"/>',
        f'<path d="M{x:.1f} {y:.1f} {bends[1]}" class="c-dash" fill="none"/>',
    ]
    if y - middle > 40:
        about, between = likely_words(likely)
        parts.append(text(edge, middle + 1, about, "c-t c-b"))
        parts.append(text(edge, middle + 17, between, "c-note"))
    return parts


def _run_out(frame: Frame, evidence: Evidence, copies: Copies) -> list[str]:
    x, y = frame.x(copies.ran_out_at), frame.y(copies.gone)
    is_early = x - LEFT < 110
    beside, anchor = (x + 14, "start") if is_early else (x - 14, "end")
    parts = [
        f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{frame.y(0):.1f}" y2="{y:.1f}" class="c-thin"/>',
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="8" class="c-mark"/>',
        text(beside, y - 28, clock_time(copies.ran_out_at, evidence.zone), "c-t c-b", anchor),
        text(beside, y - 12, _("none left"), "c-t", anchor),
    ]
    if copies.in_vain and frame.width - RIGHT - x > 130:
        words = ngettext("{n} went without", "{n} went without", copies.in_vain).format(n=copies.in_vain)
        parts.append(text((x + frame.width - RIGHT) / 2, y + 20, words, "c-note", "middle"))
    return parts


def span(evidence: Evidence, copies: Copies) -> tuple[datetime, datetime]:
    """The outing's hours, wider where copies went before or after."""
    outing = evidence.outing
    return min(outing.starts_at, copies.first_at), max(outing.ends_at, copies.last_at)


def _every(begin: datetime, end: datetime, most: int) -> timedelta:
    length = (end - begin) / timedelta(minutes=1)
    return timedelta(minutes=next((every for every in EVERY if length / every <= most), EVERY[-1]))


def _step(most: int) -> int:
    """Three levels, with room above the highest line for its words."""
    return next((nice for nice in NICE if nice * 3 >= most * 1.2), NICE[-1])
