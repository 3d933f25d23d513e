"""How many copies are wanted: the model of one setting (docs/numbers.md), fitted by Newton on a grid of hyper-parameters.

    eta_i = a + b_place + beta log V_i + delta exp(-age_i / 60 days) [+ kappa log crowd_i]
    g = (a, beta, delta[, kappa]);  b ~ N(0, sigma^2);  phi = 1/r is how much busy and quiet days differ

All cells of the grid are one array: (cells, outings), (cells, places), (cells, parameters).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from handbill.numbers.demand import Demand, mixed
from handbill.numbers.likelihood import Terms, terms
from handbill.numbers.profiles import exposure, profile_of
from handbill.numbers.rows import Basis, Guess, Outing

SIGMAS = np.array([0.1, 0.25, 0.45, 0.7, 1.0])
PHIS = np.array([0.01, 0.03, 0.06, 0.12, 0.2, 0.35, 0.6, 1.0, 1.6])
HALF_NORMAL, LOG_PHI, LOG_PHI_SD = 0.5, math.log(0.2), 0.8
RATE, RATE_SD, GUESS_SD = math.log(12), 1.0, 0.4
PRIOR_MEANS, PRIOR_SDS = (RATE, 0.7, 0.0, 0.7), (RATE_SD, 0.3, 0.3, 0.3)
KAPPA = 3  # its place among the parameters
TREND_DAYS = 60.0
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
class SettingFit:
    """A fitted setting. `ignored` lists (position, reason) of rows that could not be used."""

    places: dict[str, int]
    outings: tuple[Outing, ...]
    ignored: tuple[tuple[int, str], ...]
    today: date
    scale: float
    has_crowd: bool
    weight: np.ndarray  # (cells,)
    sigma: np.ndarray
    r: np.ndarray
    g: np.ndarray  # posterior means, (cells, parameters)
    b: np.ndarray  # (cells, places)
    spread: np.ndarray  # inverse of the Schur complement, (cells, parameters, parameters)
    cross: np.ndarray  # (cells, parameters, places)
    own: np.ndarray  # (cells, places)

    def predict(self, place: str | None, hours: float, volunteers: float, crowd: float = 1.0) -> Demand:
        """How many would take a copy: the distribution for an outing today. A place not seen before borrows from all."""
        z, mean, variance = self._plan(max(volunteers, 1e-9), crowd if crowd > 0 else 1.0)
        at = self.places.get(place) if place is not None else None
        if at is None:
            mean = mean + self.g @ z
            variance = variance + self.sigma**2 + self._form(np.broadcast_to(z, self.g.shape))
        else:
            mean = mean + self.g @ z + self.b[:, at]
            own = self.own[:, at]
            variance = variance + 1 / own + self._form(z - self.cross[:, :, at] / own[:, None])
        return mixed(self.weight, mean + math.log(hours), variance, self.r, self._basis(place))

    def still_wanted(self, outing: Outing) -> Demand | None:
        """How many more would have gone at an outing of this fit that ran out at a known time; None for any other.

        Given n copies over the exposure used, G has Gamma(r + n, r + m) of mean (r + n) / (r + m): the rest is a negative binomial.
        """
        here = next((one for one in self.outings if one == _put_right(outing)), None)
        if here is None or not here.ran_out or here.ran_out_hours is None:
            return None
        x = np.array(_covariates(here, self.today, self.scale, self.has_crowd))
        used = exposure(here, profile_of(self.outings))
        busy = np.exp(self.g @ x + self.b[:, self.places[here.place]])
        size = self.r + here.handed_out
        mean = size * busy * max(here.hours - used, 1e-9) / (self.r + busy * used)
        return mixed(self.weight, np.log(mean), np.full(len(mean), 1e-9), size, self._basis(here.place))

    def _plan(self, volunteers: float, crowd: float) -> tuple[np.ndarray, float, float]:
        """The covariates, and what the crowd adds where no outing has taught anything about crowds."""
        z = [1.0, math.log(volunteers), 1.0]
        if self.has_crowd:
            return np.array([*z, math.log(crowd)]), 0.0, 0.0
        return np.array(z), PRIOR_MEANS[KAPPA] * math.log(crowd), (PRIOR_SDS[KAPPA] * math.log(crowd)) ** 2

    def _form(self, vectors: np.ndarray) -> np.ndarray:
        return np.einsum("cg,cgh,ch->c", vectors, self.spread, vectors)

    def _basis(self, place: str | None) -> Basis:
        ran_out = [one for one in self.outings if one.ran_out]
        return Basis(
            here=sum(one.place == place for one in self.outings),
            of_setting=len(self.outings),
            ran_out=len(ran_out),
            times_missing=sum(one.ran_out_hours is None for one in ran_out),
            is_guess_only=not self.outings,
        )


def fit_setting(
    outings: Sequence[Outing], *, today: date, half_life_days: float | None, guess: Guess | None
) -> SettingFit:
    usable, ignored = _usable(outings)
    has_crowd = any(one.crowd != 1 for one in usable)
    scale = half_life_days / math.log(2) if half_life_days else TREND_DAYS
    rows, places = _rows(usable, today, scale, has_crowd)
    sigma, phi, log_prior = _grid()
    r = 1 / phi
    means, precisions = _prior(guess, has_crowd)
    g, b = _mode(rows, sigma, r, means, precisions, len(places))
    solved = _solved(rows, sigma, r, g, b, precisions, means)
    g, b = _shifted(rows, solved, g, b)
    weight = np.exp(log_prior + solved.evidence - np.max(log_prior + solved.evidence))
    return SettingFit(
        places=places,
        outings=tuple(usable),
        ignored=tuple(ignored),
        today=today,
        scale=scale,
        has_crowd=has_crowd,
        weight=weight / weight.sum(),
        sigma=sigma,
        r=r,
        g=g,
        b=b,
        spread=solved.inverse,
        cross=solved.cross,
        own=solved.own,
    )


def _usable(outings: Sequence[Outing]) -> tuple[list[Outing], list[tuple[int, str]]]:
    """Rows that can be used, put right where NUMBERS says how; the others with a reason."""
    usable, ignored = [], []
    for position, one in enumerate(outings):
        reason = _reason(one)
        if reason:
            ignored.append((position, reason))
        else:
            usable.append(_put_right(one))
    return usable, ignored


def _reason(one: Outing) -> str:
    if not (one.hours and one.hours > 0 and math.isfinite(one.hours)):
        return "hours are missing or 0"
    if not (one.volunteers and one.volunteers > 0):
        return "volunteers are missing or 0"
    if one.handed_out is None or one.handed_out < 0:
        return "the count of copies handed out is missing"
    return ""


def _put_right(one: Outing) -> Outing:
    crowd = one.crowd if one.crowd and one.crowd > 0 and math.isfinite(one.crowd) else 1.0
    hours = one.ran_out_hours
    if hours is not None:
        hours = min(max(hours, 0.0), one.hours)
    return replace(one, crowd=crowd, ran_out_hours=hours if one.ran_out else None)


def _rows(outings: list[Outing], today: date, scale: float, has_crowd: bool) -> tuple[Rows, dict[str, int]]:
    places = {place: number for number, place in enumerate(sorted({one.place for one in outings}))}
    outings = sorted(outings, key=lambda one: places[one.place])
    shape = profile_of(outings)
    x = [_covariates(one, today, scale, has_crowd) for one in outings]
    place = np.array([places[one.place] for one in outings], int)
    is_unknown = [one.ran_out and one.ran_out_hours is None and one.handed_out > 0 for one in outings]
    rows = Rows(
        x=np.array(x, float).reshape(len(outings), 4 if has_crowd else 3),
        exposure=np.array([exposure(one, shape) for one in outings], float),
        n=np.array([one.handed_out for one in outings], float),
        is_unknown=np.array(is_unknown, bool),
        place=place,
        starts=np.searchsorted(place, np.arange(len(places))),
    )
    return rows, places


def _covariates(one: Outing, today: date, scale: float, has_crowd: bool) -> list[float]:
    age = max((today - one.day).days, 0)
    row = [1.0, math.log(one.volunteers), math.exp(-age / scale)]
    return [*row, math.log(one.crowd)] if has_crowd else row


def _grid() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """sigma, phi and the log of the prior mass of each cell, by trapezoids in the logs."""
    log_sigma, log_phi = np.log(SIGMAS), np.log(PHIS)
    of_sigma = log_sigma - SIGMAS**2 / (2 * HALF_NORMAL**2) + np.log(_widths(log_sigma))
    of_phi = -((log_phi - LOG_PHI) ** 2) / (2 * LOG_PHI_SD**2) + np.log(_widths(log_phi))
    sigma, phi = np.meshgrid(SIGMAS, PHIS, indexing="ij")
    return sigma.ravel(), phi.ravel(), (of_sigma[:, None] + of_phi[None, :]).ravel()


def _widths(points: np.ndarray) -> np.ndarray:
    edges = np.concatenate([points[:1], (points[1:] + points[:-1]) / 2, points[-1:]])
    return np.diff(edges)


def _prior(guess: Guess | None, has_crowd: bool) -> tuple[np.ndarray, np.ndarray]:
    count = 4 if has_crowd else 3
    means, sds = list(PRIOR_MEANS[:count]), list(PRIOR_SDS[:count])
    if guess is not None and guess.copies > 0 and guess.hours > 0 and guess.volunteers > 0:
        means[0] = math.log(guess.copies / (guess.hours * guess.volunteers ** PRIOR_MEANS[1]))
        sds[0] = GUESS_SD
    return np.array(means), 1 / np.array(sds) ** 2


@dataclass(frozen=True)
class Solved:
    """The Hessian's arrow at a point, eliminated, and the terms that made it."""

    terms: Terms
    own: np.ndarray
    cross: np.ndarray
    inverse: np.ndarray
    evidence: np.ndarray


def _eta(rows: Rows, g: np.ndarray, b: np.ndarray) -> np.ndarray:
    return g @ rows.x.T + b[:, rows.place]


def _by_place(rows: Rows, values: np.ndarray) -> np.ndarray:
    """Sums over the outings of each place: (cells, outings) -> (cells, places)."""
    return np.add.reduceat(values, rows.starts, axis=1) if len(rows.n) else np.zeros((values.shape[0], 0))


def _objective(rows: Rows, sigma, r, g, b, means, precisions) -> np.ndarray:
    value = terms(_eta(rows, g, b), rows.exposure, rows.n, r[:, None], rows.is_unknown).value.sum(axis=1)
    return value - ((g - means) ** 2 @ precisions) / 2 - (b**2).sum(axis=1) / (2 * sigma**2)


def _arrow(rows: Rows, sigma, r, g, b, precisions):
    found = terms(_eta(rows, g, b), rows.exposure, rows.n, r[:, None], rows.is_unknown)
    own = _by_place(rows, found.bend) + 1 / sigma[:, None] ** 2
    cross = np.stack([_by_place(rows, found.bend * column) for column in rows.x.T], axis=1)
    top = np.einsum("ci,ig,ih->cgh", found.bend, rows.x, rows.x) + np.diag(precisions)
    schur = top - np.einsum("cgp,chp->cgh", cross / own[:, None, :], cross)
    return found, own, cross, schur


def _mode(rows: Rows, sigma, r, means, precisions, places: int) -> tuple[np.ndarray, np.ndarray]:
    """Newton for every cell at once; a step is halved for the cells whose objective falls."""
    cells = len(sigma)
    g, b = np.tile(means, (cells, 1)), np.zeros((cells, places))
    if not len(rows.n):
        return g, b
    typical = math.log((rows.n.sum() + 0.5) / (rows.exposure * np.exp(rows.x[:, 1] * means[1])).sum())
    g[:, 0] = typical
    value = _objective(rows, sigma, r, g, b, means, precisions)
    for _ in range(ROUNDS):
        found, own, cross, schur = _arrow(rows, sigma, r, g, b, precisions)
        slope_b = _by_place(rows, found.slope) - b / sigma[:, None] ** 2
        slope_g = found.slope @ rows.x - (g - means) * precisions
        step_g, step_b = _solve(own, cross, schur, slope_g, slope_b)
        longest = np.maximum(np.abs(step_g).max(axis=1), np.abs(step_b).max(axis=1))
        size = np.minimum(1, LONGEST_STEP / np.maximum(longest, 1e-300))[:, None]
        for _half in range(30):
            tried = _objective(rows, sigma, r, g + size * step_g, b + size * step_b, means, precisions)
            falls = tried < value - 1e-9 * (1 + np.abs(value))
            if not falls.any():
                break
            size = np.where(falls[:, None], size / 2, size)
        g, b, value = g + size * step_g, b + size * step_b, tried
        if (longest * size[:, 0]).max() < NEAR_ENOUGH:
            break
    return g, b


def _solve(own, cross, schur, top, bottom) -> tuple[np.ndarray, np.ndarray]:
    """H^-1 (top, bottom) by eliminating the places."""
    right = top - np.einsum("cgp,cp->cg", cross, bottom / own)
    g = np.linalg.solve(schur, right[:, :, None])[:, :, 0]
    return g, (bottom - np.einsum("cgp,cg->cp", cross, g)) / own


def _solved(rows: Rows, sigma, r, g, b, precisions, means) -> Solved:
    """At the mode: the arrow, and the Laplace evidence up to a constant, with the -log sigma of each place."""
    found, own, cross, schur = _arrow(rows, sigma, r, g, b, precisions)
    value = found.value.sum(axis=1) - ((g - means) ** 2 @ precisions) / 2 - (b**2).sum(axis=1) / (2 * sigma**2)
    volume = np.linalg.slogdet(schur)[1] + np.log(own).sum(axis=1)
    evidence = value - own.shape[1] * np.log(sigma) - volume / 2
    return Solved(found, own, cross, np.linalg.inv(schur), evidence)


def _shifted(rows: Rows, solved: Solved, g: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """From mode to mean: half H^-1 sum_i x_i l'''_i var(eta_i). It matters with few outings."""
    if not len(rows.n):
        return g, b
    own = solved.own[:, rows.place]
    leans = rows.x[None, :, :] - np.moveaxis(solved.cross, 1, 2)[:, rows.place, :] / own[:, :, None]
    variance = 1 / own + np.einsum("cig,cgh,cih->ci", leans, solved.inverse, leans)
    push = solved.terms.third * variance / 2
    top, bottom = push @ rows.x, _by_place(rows, push)
    right = top - np.einsum("cgp,cp->cg", solved.cross, bottom / solved.own)
    move = np.einsum("cgh,ch->cg", solved.inverse, right)
    return g + move, b + (bottom - np.einsum("cgp,cg->cp", solved.cross, move)) / solved.own
