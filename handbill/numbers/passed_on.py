"""Pass-along by batch: the share that came through a friend, and two kinds of batch against each other (NUMBERS, section 4)."""

from collections.abc import Sequence

from scipy.special import betaincinv

from handbill.numbers.rows import Interval

LEAST_ANSWERS, LEAST_SIGN_UPS, WIDEST = 10, 20, 4.0
SHRUNK_TO, SHRUNK_BY = 0.3, 10  # how much batches differ, before anything is known, and how many batches that is worth


def share_of(friends: int, direct: int) -> Interval:
    """Clopper and Pearson's 80 % interval."""
    total = friends + direct
    if friends < 0 or direct < 0:
        raise ValueError("counts of answers are 0 or more")
    low = float(betaincinv(friends, direct + 1, 0.1)) if friends else 0.0
    high = float(betaincinv(friends + 1, direct, 0.9)) if direct else 1.0
    return Interval(friends / total if total else 0.5, low, high, total >= LEAST_ANSWERS)


def ratio_of(one: Sequence[tuple[int, int]], other: Sequence[tuple[int, int]]) -> Interval | None:
    """Sign-ups per copy of `one` over those of `other`; None below 20 sign-ups or while high / low is above 4."""
    one, other = ([(signed, copies) for signed, copies in kind if copies > 0] for kind in (one, other))
    (s1, c1), (s0, c0) = _sums(one), _sums(other)
    if not c1 or not c0 or s1 + s0 < LEAST_SIGN_UPS:
        return None
    phi = _differ(one, other)
    k1, k0 = 1 + phi * s1 / len(one), 1 + phi * s0 / len(other)
    a, b = s1 / k1 + 0.5, s0 / k0 + 0.5
    copies = (c0 / k0) / (c1 / k1)  # deflated like the sign-ups, or the ratio itself would shift
    low, middle, high = (_odds(float(betaincinv(a, b, q))) * copies for q in (0.1, 0.5, 0.9))
    if low <= 0 or high / low > WIDEST:
        return None
    return Interval(middle, low, high)


def _sums(batches: Sequence[tuple[int, int]]) -> tuple[int, int]:
    return sum(signed for signed, _copies in batches), sum(copies for _signed, copies in batches)


def _differ(*kinds: Sequence[tuple[int, int]]) -> float:
    """The squared coefficient of variation between batches of a kind, by moments, shrunk: a few batches tell little."""
    found, batches = 0.0, 0
    for kind in kinds:
        signed, copies = _sums(kind)
        if len(kind) < 2 or not signed:
            continue
        expected = [signed * size / copies for _signed, size in kind]
        excess = sum((s - e) ** 2 - e for (s, _size), e in zip(kind, expected, strict=True))
        found += max(0.0, excess / sum(e**2 for e in expected)) * len(kind)
        batches += len(kind)
    return (found + SHRUNK_TO * SHRUNK_BY) / (batches + SHRUNK_BY)


def _odds(share: float) -> float:
    return share / (1 - share) if share < 1 else float("inf")
