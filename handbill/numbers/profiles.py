"""How hand-outs spread over an outing: g, and F(x), the part of the day's wish that has passed at x (NUMBERS, section 1)."""

from collections.abc import Sequence

import numpy as np

from handbill.numbers.rows import PARTS, Outing

FLAT_EVENTS, MOST_EVENTS, ROUNDS = 20.0, 30.0, 25
LEAST_EXPOSURE = 0.01


def profile_of(outings: Sequence[Outing]) -> tuple[float, ...]:
    """Two-way Poisson fit of counts in twelve parts; an outing that ran out counts only for the time it had copies."""
    known = [one for one in outings if one.bins and len(one.bins) == PARTS and sum(one.bins) > 0]
    known = [one for one in known if not one.ran_out or one.ran_out_hours is not None]
    shape = np.full(PARTS, 1 / PARTS)
    if not known:
        return tuple(shape)
    counts = np.array([one.bins for one in known], float)
    counts *= np.minimum(1, MOST_EVENTS / counts.sum(axis=1))[:, None]
    at_risk = np.array([_at_risk(one) for one in known])
    for _ in range(ROUNDS):
        busy = counts.sum(axis=1) / np.maximum((at_risk * shape).sum(axis=1), 1e-9)
        shape = (counts.sum(axis=0) + FLAT_EVENTS / PARTS) / (busy @ at_risk + FLAT_EVENTS)
        shape /= shape.sum()
    return tuple(float(part) for part in shape)


def _at_risk(outing: Outing) -> np.ndarray:
    """The share of each part during which there were copies."""
    end = _end(outing) * PARTS if outing.ran_out else PARTS
    return np.clip(end - np.arange(PARTS), 0, 1)


def _end(outing: Outing) -> float:
    return min(max(outing.ran_out_hours / outing.hours, 0.0), 1.0)


def exposure(outing: Outing, shape: Sequence[float]) -> float:
    """Hours that count: all of them, or as much of the day's wish as had passed when the last copy went."""
    if not outing.ran_out or outing.ran_out_hours is None:
        return outing.hours
    return outing.hours * max(passed(shape, _end(outing)), LEAST_EXPOSURE)


def passed(shape: Sequence[float], x: float) -> float:
    """F(x) for 0 <= x <= 1: the profile's integral."""
    whole = min(int(x * PARTS), PARTS)
    rest = shape[whole] * (x * PARTS - whole) if whole < PARTS else 0.0
    return float(sum(shape[:whole]) + rest)
