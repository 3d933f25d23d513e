"""The chance of running out against copies brought, as a drawing, in words and in numbers."""

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from handbill.base.drawing import hatching, svg, text
from handbill.learn.bringing import Advice, Choice
from handbill.learn.bringing_words import short_risk, trade_sentence

LEFT, RIGHT, TOP, BOTTOM = 56, 20, 34, 48
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000)
POINTS = 70
ROWS = 8


@dataclass(frozen=True)
class Frame:
    """Where a number of copies and a chance lie on the drawing."""

    width: int
    height: int
    least: int
    most: int

    def x(self, copies: float) -> float:
        return LEFT + (copies - self.least) / (self.most - self.least) * (self.width - LEFT - RIGHT)

    def y(self, chance: float) -> float:
        return TOP + (1 - chance) * (self.height - TOP - BOTTOM)


def curve(advice: Advice, pick: Choice, width: int = 560, height: int = 300) -> SafeString:
    """The curve with the number picked; hatched, the range in which 8 outings in 10 lie."""
    step = step_of(advice, pick, 7 if width > 500 else 5)
    frame = Frame(width, height, *_ends(advice, pick, step))
    name = f"doubt-{width}"
    parts = [
        hatching(name),
        *_levels(frame),
        _doubt(frame, advice, name),
        _line(frame, advice),
        *_ticks(frame, step, pick.copies),
        *_last_time(frame, advice, pick),
        *_picked(frame, pick),
    ]
    return svg(width, height, parts, finding(advice, pick))


def finding(advice: Advice, pick: Choice) -> str:
    """The drawing in words."""
    few = advice.choice(advice.demand.quantile(0.5))
    return " ".join([_("The chance of running out, by copies brought."), trade_sentence(few), trade_sentence(pick)])


def numbers_of(advice: Advice, pick: Choice) -> list[Choice]:
    """The numbers behind the drawing, the one picked among them."""
    step = step_of(advice, pick, ROWS)
    least, most = _ends(advice, pick, step)
    rows = {copies for copies in range(least, most + 1, step) if copies}
    return [advice.choice(copies) for copies in sorted(rows | {pick.copies})]


def step_of(advice: Advice, pick: Choice, most_steps: int) -> int:
    span = max(advice.demand.quantile(0.985), pick.copies) - advice.demand.quantile(0.02)
    return next((step for step in STEPS if span / step <= most_steps), STEPS[-1])


def _ends(advice: Advice, pick: Choice, step: int) -> tuple[int, int]:
    least = min(advice.demand.quantile(0.02), pick.copies) // step * step
    most = -(-max(advice.demand.quantile(0.985), pick.copies + 1) // step) * step
    return least, max(most, least + step)


def _levels(frame: Frame) -> list[str]:
    words = {0: _("never"), 0.25: _("1 in 4"), 0.5: _("1 in 2"), 0.75: _("3 in 4"), 1: _("always")}
    parts = []
    for chance, label in words.items():
        y, kind = frame.y(chance), "c-grid" if chance else "c-axis"
        parts.append(f'<line x1="{LEFT}" x2="{frame.width - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" class="{kind}"/>')
        parts.append(text(LEFT - 8, y + 4, label, "c-note", "end"))
    return parts


def _ticks(frame: Frame, step: int, picked: int) -> list[str]:
    floor, parts = frame.y(0), []
    for copies in range(frame.least, frame.most + 1, step):
        x = frame.x(copies)
        parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{floor:.1f}" y2="{floor + 5:.1f}" class="c-axis"/>')
        parts.append(text(x, floor + 20, copies, "c-note c-b" if copies == picked else "c-note", "middle"))
    middle = (LEFT + frame.width - RIGHT) / 2
    return [*parts, text(middle, frame.height - 6, _("copies you bring"), "c-note", "middle")]


def _points(frame: Frame, advice: Advice, least: int, most: int) -> list[tuple[float, float]]:
    every = max(1, (most - least) // POINTS)
    copies = sorted({*range(least, most, every), most})
    return [(frame.x(n), frame.y(advice.demand.p_runout(n))) for n in copies]


def _line(frame: Frame, advice: Advice) -> str:
    return f'<path class="c-line" d="M{_path(_points(frame, advice, frame.least, frame.most))}"/>'


def _doubt(frame: Frame, advice: Advice, name: str) -> str:
    """Under the curve, from where 1 outing in 10 wants fewer to where 1 in 10 wants more."""
    low, high = (min(max(n, frame.least), frame.most) for n in advice.demand.range80())
    if low >= high:
        return ""
    under = [(frame.x(low), frame.y(0)), *_points(frame, advice, low, high), (frame.x(high), frame.y(0))]
    return f'<path fill="url(#{name})" class="c-band" d="M{_path(under)} Z"/>'


def _last_time(frame: Frame, advice: Advice, pick: Choice) -> list[str]:
    """An open dot where last time's number lies, if it is on the drawing and not the one picked."""
    brought = advice.last_here.brought if advice.last_here else None
    if not brought or not frame.least <= brought <= frame.most or abs(frame.x(brought) - frame.x(pick.copies)) < 20:
        return []
    x, y = frame.x(brought), frame.y(advice.demand.p_runout(brought))
    parts = [
        f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{frame.y(0):.1f}" y2="{y:.1f}" class="c-thin"/>',
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" class="c-dot-o"/>',
    ]
    if abs(y - frame.y(pick.p_runout)) < 44:
        return parts  # its words would lie on those of the number picked; they stand in the sentence too
    words = ngettext("last time: {n}", "last time: {n}", brought).format(n=brought)
    beside, anchor = (x - 10, "end") if x > frame.width - 130 else (x + 10, "start")
    return [*parts, text(beside, max(y - 8, 14), words, "c-t", anchor)]


def _picked(frame: Frame, pick: Choice) -> list[str]:
    """To the right of and above its dot the drawing is free, since the curve only falls."""
    x, y = frame.x(pick.copies), frame.y(pick.p_runout)
    beside, anchor = (x + 14, "start") if x < frame.width - 100 else (x + 8, "end")
    lift = 14 if anchor == "start" else 22
    return [
        f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{frame.y(0):.1f}" y2="{y:.1f}" class="c-thin"/>',
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="8" class="c-mark"/>',
        text(beside, y - lift - 16, _copies(pick.copies), "c-t c-b", anchor),
        text(beside, y - lift, short_risk(pick), "c-t", anchor),
    ]


def _copies(n: int) -> str:
    return ngettext("{n} copy", "{n} copies", n).format(n=n)


def _path(points: list[tuple[float, float]]) -> str:
    return " L".join(f"{x:.1f} {y:.1f}" for x, y in points)
