"""What is not known of the planned outing's eta where a bell is a poor picture of it: integrated along one line.

Outings that ran out at an unknown time say only 'at least so many': to the right the likelihood is flat and the bell of
Laplace has no such tail. Through the mode runs the line on which the planned eta changes by t and all else follows as the
curvature says, d = H^-1 z / (z' H^-1 z); the density of eta there is

    exp(objective(mode + t d)) / sqrt(|H(t)| z' H(t)^-1 z),

the square root being the room left across the line (Tierney and Kadane 1986; Rue, Martino and Chopin 2009, section 3.2.2).
"""

from dataclasses import dataclass

import numpy as np

from handbill.numbers.newton import Model, Solved, evidence, solved

BELOW, ABOVE, POINTS = 6.0, 12.0, 73  # standard deviations of the bell
MOST_TERMS = 600_000  # rows x cells x points; with more rows the bell is good enough


def is_worth_it(model: Model, cells: int) -> bool:
    """Where something ran out at an unknown time, and few enough rows are there."""
    return bool(model.rows.is_unknown.any()) and len(model.rows.n) * cells * POINTS <= MOST_TERMS


@dataclass(frozen=True)
class Bent:
    """The planned eta at points evenly apart and the log of its density there, both (cells, POINTS); `spread` is the bell's sd."""

    points: np.ndarray
    logs: np.ndarray
    spread: np.ndarray


def along(model: Model, at_mode: Solved, cells: np.ndarray, z: np.ndarray, place: int | None) -> Bent:
    """For the grid's `cells`. The densities are not normalised: with the cell's prior their sums are its weight."""
    step_g, step_b, variance = (part[cells] for part in at_mode.line(z, place))
    steps = np.linspace(-BELOW, ABOVE, POINTS)
    every = np.repeat(cells, POINTS)
    t = (np.sqrt(variance)[:, None] * steps).reshape(-1, 1)
    of_all = model.only(every)
    there = solved(
        of_all,
        at_mode.g[every] + t * np.repeat(step_g, POINTS, axis=0),
        at_mode.b[every] + t * np.repeat(step_b, POINTS, axis=0),
    )
    logs = evidence(of_all, there) - np.log(there.line(z, place)[2]) / 2
    middle = at_mode.g[cells] @ z + (at_mode.b[cells, place] if place is not None else 0)
    spread = np.sqrt(variance)
    return Bent(middle[:, None] + spread[:, None] * steps, logs.reshape(len(cells), POINTS), spread)
