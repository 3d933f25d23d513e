"""The predictive distribution of copies wanted: negative binomials mixed over cells and over what is not known of eta."""

from dataclasses import dataclass, field

import numpy as np
from scipy.special import gammaincc, gammaln

from handbill.numbers.along import Bent
from handbill.numbers.rows import Basis

LEAST_WEIGHT, SPAN = 1e-4, 4.0
FEWEST_POINTS, MOST_POINTS, MOST_ALONG = 7, 41, 217
LEAST_MASS = 1e-6
COUNTED_UP_TO = 40_000  # beyond, the gamma distribution stands for the negative binomial
KNOTS = 20_000
BLOCK = 2_000_000


@dataclass(frozen=True)
class Demand:
    """`steps[j]` is the chance of at most `j * width` copies wanted; between two of them it is a straight line."""

    steps: np.ndarray = field(repr=False)
    width: int
    mean: float
    basis: Basis

    def cdf(self, k: float) -> float:
        """The chance that at most k are wanted."""
        if k < 0:
            return 0.0
        at = int(k) / self.width
        return float(np.interp(at, np.arange(len(self.steps)), self.steps))

    def quantile(self, q: float) -> int:
        """The smallest count that is enough with probability q."""
        at = int(np.searchsorted(self.steps, q - 1e-12))
        if at >= len(self.steps):
            return (len(self.steps) - 1) * self.width
        if self.width == 1 or at == 0:
            return at * self.width
        below, above = self.steps[at - 1], self.steps[at]
        return int(np.ceil((at - 1 + (q - below) / max(above - below, 1e-300)) * self.width))

    def p_runout(self, copies: int) -> float:
        """The chance that more are wanted than were brought."""
        return 1 - self.cdf(copies)

    def expected_home(self, copies: int) -> float:
        """Copies carried home on average: the sum of F(k) for k < copies."""
        return float(self._home()[min(int(copies), len(self._home()) - 1)] + max(0, copies - len(self._home()) + 1))

    def most_for_home(self, most_home: float) -> int:
        """The largest number to bring with at most `most_home` carried home on average."""
        home = self._home()
        if home[-1] <= most_home:
            return int(len(home) - 1 + (most_home - home[-1]))
        return int(np.searchsorted(home, most_home + 1e-9, side="right")) - 1

    def range80(self) -> tuple[int, int]:
        return self.quantile(0.1), self.quantile(0.9)

    def _home(self) -> np.ndarray:
        """E[(B - D)+] for B = 0, 1, 2, ..."""
        every = np.arange((len(self.steps) - 1) * self.width + 1)
        chances = (
            np.interp(every / self.width, np.arange(len(self.steps)), self.steps) if self.width > 1 else self.steps
        )
        return np.concatenate([[0.0], np.cumsum(chances)])


def mixed(weight: np.ndarray, mean: np.ndarray, variance: np.ndarray, r: np.ndarray, basis: Basis) -> Demand:
    """`mean` and `variance` of log demand per cell. Trapezoid points on +-4 sd, closer than sqrt(phi + 1/m)."""
    keep = weight > LEAST_WEIGHT
    parts = []
    for share, middle, spread, size in zip(weight[keep], mean[keep], np.sqrt(variance[keep]), r[keep], strict=True):
        points, masses = _points(middle, spread, size)
        parts.append((points, share * masses, np.full(len(points), size)))
    return _over(parts, basis)


def mixed_along(
    bent: Bent, log_prior: np.ndarray, mean: float, variance: np.ndarray, r: np.ndarray, basis: Basis
) -> Demand:
    """Like `mixed`, where eta of each cell has the density `bent`, and a bell of `mean` and `variance` is added to it."""
    logs = bent.logs + log_prior[:, None]
    logs = logs - logs.max()
    parts = []
    for points, log, spread, more, size in zip(bent.points, logs, bent.spread, np.sqrt(variance), r, strict=True):
        points, masses = _closer(points, log, spread, size)
        points, masses = _widened(points, masses, more)
        keep = masses > LEAST_MASS * masses.max()
        parts.append((points[keep] + mean, masses[keep], np.full(int(keep.sum()), size)))
    return _over(parts, basis)


def _over(parts: list[tuple[np.ndarray, np.ndarray, np.ndarray]], basis: Basis) -> Demand:
    """Negative binomials at points of log demand, with their masses and sizes."""
    points, weights, sizes = (np.concatenate(column) for column in zip(*parts, strict=True))
    weights = weights / weights.sum()
    means = np.exp(np.clip(points, -30, 30))
    average = float(weights @ means)
    most = int(60 + 8 * average)
    width = 1 if most <= COUNTED_UP_TO else -(-most // KNOTS)
    steps = _counted(weights, means, sizes, most) if width == 1 else _smooth(weights, means, sizes, most, width)
    return Demand(np.minimum(steps, 1.0), width, average, basis)


def _closer(points: np.ndarray, logs: np.ndarray, spread: float, size: float) -> tuple[np.ndarray, np.ndarray]:
    """Points closer than the negative binomial is wide; between two given ones the log differs from a bell's by a straight line."""
    middle = points[int(np.argmax(logs))]
    gap = np.sqrt(1 / size + np.exp(-np.clip(middle, -30, 30)))
    count = int(np.clip(np.ceil((points[-1] - points[0]) / gap) + 1, len(points), MOST_ALONG))
    fine = np.linspace(points[0], points[-1], count)
    rest = np.interp(fine, points, logs + (points - middle) ** 2 / (2 * spread**2))
    with np.errstate(under="ignore"):
        return fine, np.exp(rest - (fine - middle) ** 2 / (2 * spread**2)) * (fine[1] - fine[0])


def _widened(points: np.ndarray, masses: np.ndarray, more: float) -> tuple[np.ndarray, np.ndarray]:
    """With an independent bell of standard deviation `more` added."""
    gap = points[1] - points[0]
    reach = int(np.ceil(SPAN * more / gap))
    if not reach:
        return points, masses
    steps = np.arange(-reach, reach + 1) * gap
    bell = np.exp(-(steps**2) / (2 * max(more, gap / 2) ** 2))
    wide = np.concatenate([points[0] + steps[:reach], points, points[-1] + steps[reach + 1 :]])
    return wide, np.convolve(masses, bell / bell.sum())


def _points(middle: float, spread: float, size: float) -> tuple[np.ndarray, np.ndarray]:
    gap = np.sqrt(1 / size + np.exp(-min(middle, 30)))
    count = int(np.clip(np.ceil(2 * SPAN * spread / gap) + 1, FEWEST_POINTS, MOST_POINTS))
    z = np.linspace(-SPAN, SPAN, count)
    masses = np.exp(-(z**2) / 2)
    masses[[0, -1]] /= 2
    return middle + spread * z, masses / masses.sum()


def _counted(weights, means, sizes, most: int) -> np.ndarray:
    """F(0..most), in blocks so that memory stays small."""
    k = np.arange(most + 1)
    pmf = np.zeros(most + 1)
    rows = max(1, BLOCK // (most + 1))
    last = gammaln(k + 1)
    for begin in range(0, len(means), rows):
        part = slice(begin, begin + rows)
        mean, size = means[part, None], sizes[part, None]
        logs = k * np.log(mean / (size + mean)) + size * np.log(size / (size + mean))
        for value in np.unique(sizes[part]):
            same = sizes[part] == value
            logs[same] += gammaln(k + value) - gammaln(value) - last
        with np.errstate(under="ignore"):
            pmf += weights[part] @ np.exp(logs)
    return np.cumsum(pmf)


def _smooth(weights, means, sizes, most: int, width: int) -> np.ndarray:
    """By the gamma distribution of the same shape, at every `width` copies."""
    at = np.arange(0, most + width, width) + 0.5
    steps = np.zeros(len(at))
    for weight, mean, size in zip(weights, means, sizes, strict=True):
        steps += weight * (1 - gammaincc(size, at * size / mean))
    return steps
