"""Where a rate lies, given the counts of several outings: the model of NUMBERS, section 3, read for its mean.

k of n at an outing ~ BetaBin(n; mu M, (1 - mu) M), M = 1/rho - 1, mu ~ Beta(1.5, 1.5), rho ~ lognormal(log .05, 1.2): the
unit is an outing, so that one busy day counts as one day. `numbers.rate` asks the same model about the next outing; here
it is asked about mu itself, so that two settings can be compared.
"""

from collections.abc import Sequence
from dataclasses import dataclass

POINTS = 200  # of mu, at the middle of equal steps
DEVIATIONS = (-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2)  # of log rho
KEPT = 5  # digits of a weight


@dataclass(frozen=True)
class Pooled:
    """`mean`: the best guess; `low` to `high`: where it lies 8 times in 10; `weights` over the POINTS of mu."""

    mean: float
    low: float
    high: float
    weights: tuple[float, ...]


def pooled(pairs: Sequence[tuple[int, int]]) -> Pooled:
    """From (k, n) of each outing. Numbers are imported at the first comparison, not at the server's start."""
    import numpy
    from scipy.special import gammaln

    mus = (numpy.arange(POINTS) + 0.5) / POINTS
    deviations = numpy.array(DEVIATIONS)
    sizes = 1 / numpy.minimum(0.05 * numpy.exp(1.2 * deviations), 0.9) - 1
    a, b = mus[:, None] * sizes, (1 - mus[:, None]) * sizes
    k, n = (numpy.array(column, dtype=float)[:, None, None] for column in zip(*pairs, strict=True))
    logs = gammaln(k + a) + gammaln(n - k + b) - gammaln(n + a + b) + gammaln(a + b) - gammaln(a) - gammaln(b)
    logs = logs.sum(axis=0) + 0.5 * numpy.log(mus * (1 - mus))[:, None] - deviations**2 / 2
    cells = numpy.exp(logs - logs.max())
    weights = cells.sum(axis=1) / cells.sum()
    reached = numpy.cumsum(weights) - weights / 2
    low, high = numpy.interp([0.1, 0.9], reached, mus)
    mean = float((weights * mus).sum())
    return Pooled(mean, float(low), float(high), tuple(round(float(weight), KEPT) for weight in weights))


def chance_above(one: Sequence[float], other: Sequence[float]) -> float:
    """How likely the first rate is the higher one, from the weights of both."""
    below = chance = 0.0
    for mine, theirs in zip(one, other, strict=True):
        chance += mine * (below + theirs / 2)
        below += theirs
    total = sum(one) * sum(other)
    return chance / total if total else 0.5
