"""The mode of one setting's model for fixed (sigma, phi), every cell of the grid at once: Newton with the places eliminated.

The Hessian is an arrow: the parameters g = (a, beta, delta[, kappa]) touch every outing, a place only its own. All arrays
are (cells, outings), (cells, places) or (cells, parameters).
"""

import math
from dataclasses import dataclass

import numpy as np

from handbill.numbers.likelihood import Terms, terms

ROUNDS, LONGEST_STEP, NEAR_ENOUGH = 60, 3.0, 1e-6


@dataclass(frozen=True)
class Rows:
    """The usable outings as arrays, sorted by place; `starts` is where each place begins."""

    x: np.ndarray  # (outings, parameters)
    exposure: np.ndarray
    n: np.ndarray
    is_unknown: np.ndarray
    place: np.ndarray
    starts: np.ndarray


@dataclass(frozen=True)
class Model:
    """What is observed and what is believed beforehand; `means` and `precisions` are those of g."""

    rows: Rows
    sigma: np.ndarray  # (cells,)
    r: np.ndarray  # (cells,)
    means: np.ndarray
    precisions: np.ndarray

    def only(self, cells: np.ndarray) -> "Model":
        """The same for some of the cells, in any order and as often as wanted."""
        return Model(self.rows, self.sigma[cells], self.r[cells], self.means, self.precisions)

    def at(self, g: np.ndarray, b: np.ndarray) -> Terms:
        """The terms of every outing."""
        rows = self.rows
        return terms(g @ rows.x.T + b[:, rows.place], rows.exposure, rows.n, self.r[:, None], rows.is_unknown)

    def log_prior(self, g: np.ndarray, b: np.ndarray) -> np.ndarray:
        return -((g - self.means) ** 2 @ self.precisions) / 2 - (b**2).sum(axis=1) / (2 * self.sigma**2)

    def objective(self, g: np.ndarray, b: np.ndarray) -> np.ndarray:
        return self.at(g, b).value.sum(axis=1) + self.log_prior(g, b)


@dataclass(frozen=True)
class Solved:
    """A point (g, b), the log-likelihood there, and the Hessian's arrow with the places eliminated: `inverse` is that of the Schur complement."""

    g: np.ndarray
    b: np.ndarray
    value: np.ndarray  # (cells,)
    own: np.ndarray  # (cells, places)
    cross: np.ndarray  # (cells, parameters, places)
    schur: np.ndarray  # (cells, parameters, parameters)
    inverse: np.ndarray

    def solve(self, top: np.ndarray, bottom: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """H^-1 (top, bottom)."""
        right = top - np.einsum("cgp,cp->cg", self.cross, bottom / self.own)
        g = np.einsum("cgh,ch->cg", self.inverse, right)
        return g, (bottom - np.einsum("cgp,cg->cp", self.cross, g)) / self.own

    def line(self, z: np.ndarray, place: int | None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Of the sum z g + b_place (no place: z g): by how much g and b follow when it grows by 1, and its variance by the bell."""
        bottom = np.zeros_like(self.b)
        if place is not None:
            bottom[:, place] = 1
        g, b = self.solve(np.broadcast_to(z, self.g.shape), bottom)
        variance = g @ z + (b[:, place] if place is not None else 0)
        return g / variance[:, None], b / variance[:, None], variance

    def log_determinant(self) -> np.ndarray:
        return np.linalg.slogdet(self.schur)[1] + np.log(self.own).sum(axis=1)


def solved(model: Model, g: np.ndarray, b: np.ndarray) -> Solved:
    return _solved(model, g, b, model.at(g, b))


def _solved(model: Model, g: np.ndarray, b: np.ndarray, found: Terms) -> Solved:
    rows = model.rows
    own = _by_place(rows, found.bend) + 1 / model.sigma[:, None] ** 2
    cross = np.stack([_by_place(rows, found.bend * column) for column in rows.x.T], axis=1)
    top = np.einsum("ci,ig,ih->cgh", found.bend, rows.x, rows.x) + np.diag(model.precisions)
    schur = top - np.einsum("cgp,chp->cgh", cross / own[:, None, :], cross)
    return Solved(g, b, found.value.sum(axis=1), own, cross, schur, np.linalg.inv(schur))


def mode(model: Model, places: int) -> Solved:
    """Newton for every cell at once; a step is halved for the cells whose objective falls."""
    rows, cells = model.rows, len(model.sigma)
    g, b = np.tile(model.means, (cells, 1)), np.zeros((cells, places))
    if not len(rows.n):
        return solved(model, g, b)
    g[:, 0] = math.log((rows.n.sum() + 0.5) / (rows.exposure * np.exp(rows.x[:, 1] * model.means[1])).sum())
    value = model.objective(g, b)
    for _ in range(ROUNDS):
        step_g, step_b = _step(model, g, b)
        longest = np.maximum(np.abs(step_g).max(axis=1), np.abs(step_b).max(axis=1))
        size = np.minimum(1, LONGEST_STEP / np.maximum(longest, 1e-300))[:, None]
        for _half in range(30):
            tried = model.objective(g + size * step_g, b + size * step_b)
            falls = tried < value - 1e-9 * (1 + np.abs(value))
            if not falls.any():
                break
            size = np.where(falls[:, None], size / 2, size)
        g, b, value = g + size * step_g, b + size * step_b, tried
        if (longest * size[:, 0]).max() < NEAR_ENOUGH:
            break
    return solved(model, g, b)


def evidence(model: Model, at_mode: Solved) -> np.ndarray:
    """By Laplace, up to a constant, with the -log sigma of each place."""
    value = at_mode.value + model.log_prior(at_mode.g, at_mode.b)
    return value - at_mode.b.shape[1] * np.log(model.sigma) - at_mode.log_determinant() / 2


def shifted(model: Model, at_mode: Solved) -> tuple[np.ndarray, np.ndarray]:
    """From mode to mean: half H^-1 sum_i x_i l'''_i var(eta_i). It matters with few outings."""
    rows = model.rows
    if not len(rows.n):
        return at_mode.g, at_mode.b
    own = at_mode.own[:, rows.place]
    leans = rows.x[None, :, :] - np.moveaxis(at_mode.cross, 1, 2)[:, rows.place, :] / own[:, :, None]
    variance = 1 / own + np.einsum("cig,cgh,cih->ci", leans, at_mode.inverse, leans)
    push = model.at(at_mode.g, at_mode.b).third * variance / 2
    move_g, move_b = at_mode.solve(push @ rows.x, _by_place(rows, push))
    return at_mode.g + move_g, at_mode.b + move_b


def _step(model: Model, g: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    found = model.at(g, b)
    slope_g = found.slope @ model.rows.x - (g - model.means) * model.precisions
    slope_b = _by_place(model.rows, found.slope) - b / model.sigma[:, None] ** 2
    return _solved(model, g, b, found).solve(slope_g, slope_b)


def _by_place(rows: Rows, values: np.ndarray) -> np.ndarray:
    """Sums over the outings of each place: (cells, outings) -> (cells, places)."""
    return np.add.reduceat(values, rows.starts, axis=1) if len(rows.n) else np.zeros((values.shape[0], 0))
