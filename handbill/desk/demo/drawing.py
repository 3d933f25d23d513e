"""Two cuts for the demo's paper, drawn by code: a house in section with its stairs and a lift that is stuck; a letter and a pencil."""

import io
import random

from PIL import Image, ImageDraw

INK, SPOT, PAPER = "#15130F", "#0E5362", "#FFFFFF"
WIDTH, HEIGHT = 1600, 620
FINER = 2  # drawn so much larger, for smooth edges
FLOORS, STEPS = 5, 9
LOADS = {
    "bag": [[(9, -26), (15, -16), (13, -14), (8, -21)], [(9, -16), (20, -16), (20, -5), (9, -5)]],
    "box": [[(7, -27), (21, -27), (21, -15), (7, -15)], [(4, -26), (9, -20), (7, -17)]],
    "pram": [[(10, -18), (26, -18), (23, -9), (13, -9)], [(5, -24), (12, -18), (10, -16)]],
}
BODY = [
    [(-5, -30), (2, -32), (8, -29), (10, -12), (-6, -12)],
    [(-5, -13), (-7, 0), (-2, 0), (2, -10), (6, 0), (11, 0), (9, -13)],
]


def stairwell() -> bytes:
    """A PNG."""
    cut = _Cut(SPOT)
    cut.gouge(random.Random(4))  # noqa: S311  the marks a gouge leaves
    cut.house()
    return cut.png()


def letter() -> bytes:
    """Lines of a letter, of which four are marked: a PNG."""
    cut = _Cut(PAPER)
    lines = (62, 94, 88, 0, 97, 91, 96, 40, 0, 93, 98, 86, 95, 52)
    chance = random.Random(11)  # noqa: S311
    for number, share in enumerate(lines):
        cut.words(60, 50 + number * 38, (WIDTH - 120) * share / 100, chance)
    cut.ring(50, 190, WIDTH - 50, 262)
    cut.line([(60, 482), (WIDTH * 0.8, 476)], SPOT, 9)
    cut.line([(60, 500), (WIDTH * 0.62, 498)], SPOT, 9)
    return cut.png()


class _Cut:
    """A sheet to draw on, in points of the finished picture."""

    def __init__(self, ground: str):
        self.picture = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), ground)
        self.pen = ImageDraw.Draw(self.picture)

    def png(self) -> bytes:
        """In a few colours, so that it stays sharp and small."""
        small = self.picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).quantize(32, dither=Image.Dither.NONE)
        buffer = io.BytesIO()
        small.save(buffer, "PNG", optimize=True)
        return buffer.getvalue()

    def box(self, x: float, y: float, width: float, height: float, fill: str, edge: str = "", thick: float = 0) -> None:
        corners = [x * FINER, y * FINER, (x + width) * FINER, (y + height) * FINER]
        self.pen.rectangle(corners, fill=fill, outline=edge or None, width=round(thick * FINER))

    def line(self, points: list, fill: str, thick: float) -> None:
        self.pen.line([(x * FINER, y * FINER) for x, y in points], fill=fill, width=round(thick * FINER), joint="curve")

    def shape(self, points: list, fill: str) -> None:
        self.pen.polygon([(x * FINER, y * FINER) for x, y in points], fill=fill)

    def ring(self, left: float, top: float, right: float, bottom: float) -> None:
        corners = [left * FINER, top * FINER, right * FINER, bottom * FINER]
        self.pen.rounded_rectangle(corners, radius=36 * FINER, outline=SPOT, width=9 * FINER)

    def dot(self, x: float, y: float, radius: float, fill: str) -> None:
        corners = [(x - radius) * FINER, (y - radius) * FINER, (x + radius) * FINER, (y + radius) * FINER]
        self.pen.ellipse(corners, fill=fill)

    def words(self, x: float, y: float, width: float, chance: random.Random) -> None:
        """A line of a letter, from afar."""
        end = x + width
        while x < end - 20:
            length = min(chance.choice((28, 44, 62, 90)), end - x)
            self.box(x, y, length, 16, INK)
            x += length + 12

    def gouge(self, chance: random.Random) -> None:
        for _number in range(620):
            x, y, length = chance.uniform(0, WIDTH), chance.uniform(0, HEIGHT), chance.uniform(14, 50)
            self.shape([(x, y), (x + length / 2, y - 2.6), (x + length, y + 1), (x + length / 2, y + 2.4)], "#86A9B0")

    def house(self) -> None:
        left, right, top = WIDTH * 0.075, WIDTH * 0.925, HEIGHT * 0.07
        floor = (HEIGHT - top) / FLOORS
        self.box(left, top, right - left, HEIGHT, PAPER, INK, 10)
        self.box(left - 26, top - 18, right - left + 52, 20, INK)
        stairs = (WIDTH * 0.36, WIDTH * 0.655)
        for number in range(FLOORS):
            self.storey(number, left, right, stairs, HEIGHT - (number + 1) * floor, floor)
        self.lift(WIDTH * 0.70, WIDTH * 0.785, top, floor)
        for number in range(FLOORS - 1):
            self.flight(number, stairs, HEIGHT - number * floor, floor)
        self.landing(stairs, HEIGHT - (FLOORS - 1) * floor, floor)
        for number, share, load in ((0, 0.55, "pram"), (1, 0.3, "bag"), (2, 0.62, "box"), (3, 0.42, "bag")):
            self.climber(number, share, load, stairs, floor)

    def storey(self, number: int, left: float, right: float, stairs: tuple, top: float, floor: float) -> None:
        for ends in ((left, stairs[0]), (stairs[1], right)):
            self.line([(ends[0], top), (ends[1], top)], INK, 8)
        unit = floor / 60
        for window in range(3):
            x = left + 18 * unit + window * (stairs[0] - left - 20) / 3
            self.window(x, top + 14 * unit, 36 * unit, 30 * unit, (number * 3 + window * 5) % 4)
        self.box(right - 56 * unit, top + 14 * unit, 36 * unit, 30 * unit, SPOT if number % 2 else INK, INK, 5)

    def window(self, x: float, y: float, width: float, height: float, light: int) -> None:
        pane = (INK, SPOT, PAPER, INK)[light]
        bar = PAPER if light in (0, 3) else INK
        self.box(x, y, width, height, pane, INK, 5)
        self.line([(x + width / 2, y), (x + width / 2, y + height)], bar, 4)
        self.line([(x, y + height * 0.45), (x + width, y + height * 0.45)], bar, 4)

    def flight(self, number: int, stairs: tuple, bottom: float, floor: float) -> None:
        """Up to the right on even floors, to the left on odd ones."""
        start, end = stairs[0] + 40, stairs[1] - 40
        if number % 2:
            start, end = end, start
        tread, rise = (end - start) / STEPS, floor / STEPS
        points = []
        for step in range(STEPS + 1):
            points += [(start + step * tread, bottom - step * rise), (start + step * tread, bottom - (step + 1) * rise)]
        points = points[:-1]
        thick = floor / 5.4
        self.shape([*points, (end, bottom - floor + thick), (start, bottom + 2)], INK)
        self.line([(start, bottom - floor * 0.4), (end, bottom - floor * 1.4)], INK, 4)
        level = bottom - floor
        near, far = (end, stairs[1]) if number % 2 == 0 else (stairs[0], end)
        self.line([(near, level), (far, level)], INK, 12)

    def landing(self, stairs: tuple, level: float, floor: float) -> None:
        """The top floor: two doors, and somebody who has arrived."""
        unit = floor / 60
        self.box(stairs[0] + 52 * unit, level - 44 * unit, 26 * unit, 44 * unit, SPOT, INK, 5)
        self.box(stairs[1] - 74 * unit, level - 44 * unit, 26 * unit, 44 * unit, INK)
        self.dot(stairs[1] - 68 * unit, level - 20 * unit, 4, PAPER)
        self.line([(stairs[0], level), (stairs[1], level)], INK, 12)
        self.person(stairs[1] - 26 * unit, level - 6, unit, "bag", turned=False)

    def lift(self, left: float, right: float, top: float, floor: float) -> None:
        middle, cabin = (left + right) / 2, HEIGHT - (FLOORS - 0.58) * floor
        self.box(left, top, right - left, HEIGHT - top, INK)
        self.line([(middle, top), (middle, cabin)], PAPER, 5)
        self.box(left + 16, cabin, right - left - 32, floor * 0.86, SPOT, PAPER, 6)
        self.line([(middle, cabin), (middle, cabin + floor * 0.86)], PAPER, 4)
        for number in range(FLOORS - 2):
            y, width = HEIGHT - number * floor - floor * 0.62, right - left - 52
            for ends in (((left + 26, y), (left + 26 + width, y + 52)), ((left + 26 + width, y), (left + 26, y + 52))):
                self.line(list(ends), PAPER, 9)

    def climber(self, number: int, share: float, load: str, stairs: tuple, floor: float) -> None:
        start, end = stairs[0] + 40, stairs[1] - 40
        if number % 2:
            start, end = end, start
        step = round(share * STEPS)
        x = start + (step + 0.5) * (end - start) / STEPS
        y = HEIGHT - number * floor - (step + 1) * floor / STEPS
        self.person(x, y, floor / 60, load, turned=bool(number % 2))

    def person(self, x: float, y: float, unit: float, load: str, *, turned: bool) -> None:
        """Ink with a white edge, so that it stands before the stairs."""
        side = -1 if turned else 1
        parts = [*BODY, *LOADS[load]]
        placed = [[(x + side * px * unit, y + py * unit) for px, py in part] for part in parts]
        for part in placed:
            self.line([*part, part[0], part[1]], PAPER, 9)
        self.dot(x + side * 2 * unit, y - 37 * unit, 5.5 * unit + 4, PAPER)
        for part in placed:
            self.shape(part, INK)
        self.dot(x + side * 2 * unit, y - 37 * unit, 5.5 * unit, INK)
        if load == "pram":
            for wheel in (13, 23):
                self.dot(x + side * wheel * unit, y - 4 * unit, 3.4 * unit, INK)
