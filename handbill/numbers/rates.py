"""What is usual: an outing's share against those before it. Standard library only.

    k_i ~ BetaBin(n_i; mu M, (1 - mu) M),  M = 1/rho - 1,  mu ~ Beta(1.5, 1.5),  rho ~ lognormal(log .05, 1.2), on a grid.
The unit is an outing of the group, never a volunteer. Carpenter 2016 on pooling repeated binary trials; Spiegelhalter 2005 on
control limits in place of league tables.
"""

import math
from collections.abc import Sequence
from functools import cache
from math import lgamma

from handbill.numbers.rows import RateStatement

LEAST_TODAY, LEAST_OUTINGS, LEAST_TRIALS = 15, 3, 60
POINTS, MID_P = 0.10, 0.05
MUS = [(i + 0.5) / 40 for i in range(40)]
RHOS = [0.05 * math.exp(1.2 * z) for z in (-2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2)]
FAR = 7  # cells this far below the best in log weight do not count


def statement(past: Sequence[tuple[int, int]], k: int, n: int) -> RateStatement | None:
    """Today's k of n against past pairs (k, n); None below the least evidence."""
    past = [(had, of) for had, of in past if of]
    if n < LEAST_TODAY or len(past) < LEAST_OUTINGS or sum(of for _had, of in past) < LEAST_TRIALS:
        return None
    cells = _posterior(past)
    usual = sum(weight * mu for weight, mu, _m in cells)
    spread = _predictive(cells, n)
    below = sum(spread[:k]) + spread[k] / 2
    mid_p = min(below, 1 - below)
    share = k / n
    says = abs(share - usual) >= POINTS and mid_p < MID_P
    verdict = "usual" if not says else "low" if share < usual else "high"
    return RateStatement(share, usual, _quantile(spread, 0.1) / n, _quantile(spread, 0.9) / n, mid_p, verdict)


def _posterior(past: Sequence[tuple[int, int]]) -> list[tuple[float, float, float]]:
    """(weight, mu, M) of the cells that matter."""
    logs = [
        (log_prior + sum(_log_beta_binomial(k, n, mu * m, (1 - mu) * m) for k, n in past), mu, m)
        for log_prior, mu, m in _grid()
    ]
    top = max(log for log, _mu, _m in logs)
    cells = [(math.exp(log - top), mu, m) for log, mu, m in logs if log > top - FAR]
    total = sum(weight for weight, _mu, _m in cells)
    return [(weight / total, mu, m) for weight, mu, m in cells]


@cache
def _grid() -> list[tuple[float, float, float]]:
    """(log prior, mu, M); equal steps in mu and in log rho."""
    cells = []
    for mu in MUS:
        for rho in RHOS:
            z = math.log(rho / 0.05) / 1.2
            cells.append((0.5 * math.log(mu * (1 - mu)) - z * z / 2, mu, 1 / min(rho, 0.9) - 1))
    return cells


def _predictive(cells: Sequence[tuple[float, float, float]], n: int) -> list[float]:
    """Chance of each count 0..n at an outing with n trials."""
    spread = [0.0] * (n + 1)
    for weight, mu, m in cells:
        a, b = mu * m, (1 - mu) * m
        chance = weight * math.exp(_log_beta_binomial(0, n, a, b))
        for k in range(n + 1):
            spread[k] += chance
            chance *= (n - k) / (k + 1) * (a + k) / (b + n - k - 1) if k < n else 0
    return spread


def _quantile(spread: Sequence[float], share: float) -> int:
    reached = 0.0
    for k, chance in enumerate(spread):
        reached += chance
        if reached >= share:
            return k
    return len(spread) - 1


def _log_beta_binomial(k: int, n: int, a: float, b: float) -> float:
    choose = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
    return choose + lgamma(k + a) + lgamma(n - k + b) - lgamma(n + a + b) + lgamma(a + b) - lgamma(a) - lgamma(b)
