"""One outing's log-likelihood in eta, with its first three derivatives; vectorised over grid cells and outings.

m = e^eta T, p = m / (r + m).    Counted: n ~ negative binomial of mean m and size r (a Gamma-Poisson stopped at the n-th
event has the same form over the exposure used up).    Ran out at an unknown time: P(D >= n) = I_p(n, r).
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import betainc, betaln, gammaln

TINY = 1e-250
ROUNDS = 400


@dataclass(frozen=True)
class Terms:
    """Arrays of one shape: value, first derivative, minus the second, the third."""

    value: np.ndarray
    slope: np.ndarray
    bend: np.ndarray
    third: np.ndarray


def terms(eta: np.ndarray, exposure: np.ndarray, n: np.ndarray, r: np.ndarray, is_unknown: np.ndarray) -> Terms:
    """`eta` and the broadcast `r` are (cells, outings); `exposure`, `n`, `is_unknown` are (outings,)."""
    with np.errstate(over="ignore", under="ignore"):
        mean = np.exp(np.clip(eta, -50, 50)) * exposure
        p = mean / (r + mean)
        counted = _counted(eta, mean, p, n, r, exposure)
    if not is_unknown.any():
        return counted
    at = np.flatnonzero(is_unknown)
    more = _at_least(p[:, at], n[at], np.broadcast_to(r, p.shape)[:, at])
    for whole, part in zip((counted.value, counted.slope, counted.bend, counted.third), more, strict=True):
        whole[:, at] = part
    return counted


def _counted(eta, mean, p, n, r, exposure) -> Terms:
    value = n * np.log(np.maximum(mean, 1e-300)) - (n + r) * np.log(r + mean) + r * np.log(r)
    value += gammaln(n + r) - gammaln(r) - gammaln(n + 1)
    slope = n - (n + r) * p
    bend = (n + r) * p * (1 - p)
    return Terms(value, slope, bend, -bend * (1 - 2 * p))


def _at_least(p: np.ndarray, n: np.ndarray, r: np.ndarray) -> tuple[np.ndarray, ...]:
    log_f = n * np.log(np.maximum(p, 1e-300)) + r * np.log1p(-np.minimum(p, 1 - 1e-16)) - betaln(n, r)
    log_q, ratio = _log_and_ratio(p, n, r, log_f)
    inner = n * (1 - p) - r * p
    bend = ratio**2 - ratio * inner
    third = 2 * ratio * bend - bend * inner - ratio * (n + r) * p * (1 - p)
    return log_q, ratio, bend, third


def _log_and_ratio(p, n, r, log_f) -> tuple[np.ndarray, np.ndarray]:
    """log I_p(n, r) and f / I_p(n, r), by the continued fraction where I_p is too small for a float."""
    q = betainc(n, r, p)
    is_small = q < TINY
    safe = np.where(is_small, 1.0, q)
    with np.errstate(under="ignore"):
        log_q, ratio = np.log(safe), np.exp(log_f) / safe
    if is_small.any():
        n_all = np.broadcast_to(n, p.shape)[is_small]
        fraction = _fraction(n_all, r[is_small], p[is_small])
        ratio[is_small] = n_all / fraction
        log_q[is_small] = log_f[is_small] - np.log(n_all) + np.log(fraction)
    return log_q, ratio


def _fraction(a: np.ndarray, b: np.ndarray, x: np.ndarray) -> np.ndarray:
    """I_x(a, b) a B(a, b) / (x^a (1 - x)^b) by Lentz's method; converges fast for x below (a + 1) / (a + b + 2)."""
    low = 1e-300
    d = 1 / np.maximum(np.abs(1 - (a + b) * x / (a + 1)), low) * np.sign(1 - (a + b) * x / (a + 1) + low)
    c, found = np.ones_like(x), d.copy()
    for m in range(1, ROUNDS):
        for numerator in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 + numerator * d
            c = 1 + numerator / c
            d = 1 / np.where(np.abs(d) < low, low, d)
            c = np.where(np.abs(c) < low, low, c)
            found *= c * d
        if np.max(np.abs(c * d - 1)) < 1e-14:
            break
    return found
