"""From the distribution to a number to bring, with its price on both sides."""

from handbill.numbers.demand import Demand
from handbill.numbers.rows import Recommendation


def recommendation(
    demand: Demand, p_runout: float, max_home: float | None, bundle: int, cap: int | None
) -> Recommendation:
    """min(by_risk, by_home), up to the next bundle, not above the cap."""
    by_risk = demand.quantile(1 - p_runout)
    by_home = None if max_home is None else demand.most_for_home(max_home)
    copies = by_risk if by_home is None else min(by_risk, by_home)
    copies = -(-copies // bundle) * bundle
    if cap is not None:
        copies = min(copies, cap)
    return Recommendation(copies, by_risk, by_home, demand.p_runout(copies), demand.expected_home(copies), demand.basis)
