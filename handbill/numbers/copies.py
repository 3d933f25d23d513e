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

from handbill.numbers.along import along, is_worth_it
from handbill.numbers.demand import LEAST_WEIGHT, Demand, mixed, mixed_along
from handbill.numbers.newton import Model, Rows, Solved, evidence, mode, shifted
from handbill.numbers.profiles import exposure, profile_of
from handbill.numbers.rows import Basis, Guess, Outing

SIGMAS = np.array([0.1, 0.25, 0.45, 0.7, 1.0])
PHIS = np.array([0.01, 0.03, 0.06, 0.12, 0.2, 0.35, 0.6, 1.0, 1.6])
HALF_NORMAL, LOG_PHI, LOG_PHI_SD = 0.5, math.log(0.2), 0.8
RATE, RATE_SD, GUESS_SD = math.log(12), 1.0, 0.4
PRIOR_MEANS, PRIOR_SDS = (RATE, 0.7, 0.0, 0.7), (RATE_SD, 0.3, 0.3, 0.3)
KAPPA = 3  # its place among the parameters
TREND_DAYS = 60.0


@dataclass(frozen=True)
class SettingFit:
    """A fitted setting. `ignored` lists (position, reason) of rows that could not be used."""

    places: dict[str, int]
    outings: tuple[Outing, ...]
    ignored: tuple[tuple[int, str], ...]
    today: date
    scale: float
    has_crowd: bool
    model: Model
    at_mode: Solved
    log_prior: np.ndarray  # of the grid's cells
    log_weight: np.ndarray  # the same after the outings, up to a constant
    g: np.ndarray  # posterior means, (cells, parameters)
    b: np.ndarray  # (cells, places)

    def predict(self, place: str | None, hours: float, volunteers: float, crowd: float = 1.0) -> Demand:
        """How many would take a copy: the distribution for an outing today. A place not seen before borrows from all."""
        z, mean, variance = self._plan(max(volunteers, 1e-9), crowd if crowd > 0 else 1.0)
        mean += math.log(hours)
        at = self.places.get(place) if place is not None else None
        variance = variance + (self.model.sigma**2 if at is None else np.zeros(len(self.log_prior)))
        cells = np.flatnonzero(_shares(self.log_weight) > LEAST_WEIGHT)
        if is_worth_it(self.model, len(cells)):
            bent = along(self.model, self.at_mode, cells, z, at)
            return mixed_along(
                bent, self.log_prior[cells], mean, variance[cells], self.model.r[cells], self._basis(place)
            )
        mean = mean + self.g @ z + (self.b[:, at] if at is not None else 0)
        variance = variance + self.at_mode.line(z, at)[2]
        weight = _shares(self.log_weight)[cells]
        return mixed(weight, mean[cells], variance[cells], self.model.r[cells], self._basis(place))

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
        size = self.model.r + here.handed_out
        mean = size * busy * max(here.hours - used, 1e-9) / (self.model.r + busy * used)
        weight = _shares(self.log_weight)
        return mixed(weight, np.log(mean), np.full(len(mean), 1e-9), size, self._basis(here.place))

    def _plan(self, volunteers: float, crowd: float) -> tuple[np.ndarray, float, float]:
        """The covariates, and what the crowd adds where no outing has taught anything about crowds."""
        z = [1.0, math.log(volunteers), 1.0]
        if self.has_crowd:
            return np.array([*z, math.log(crowd)]), 0.0, 0.0
        return np.array(z), PRIOR_MEANS[KAPPA] * math.log(crowd), (PRIOR_SDS[KAPPA] * math.log(crowd)) ** 2

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
    model = Model(rows, sigma, 1 / phi, *_prior(guess, has_crowd))
    at_mode = mode(model, len(places))
    g, b = shifted(model, at_mode)
    return SettingFit(
        places=places,
        outings=tuple(usable),
        ignored=tuple(ignored),
        today=today,
        scale=scale,
        has_crowd=has_crowd,
        model=model,
        at_mode=at_mode,
        log_prior=log_prior,
        log_weight=log_prior + evidence(model, at_mode),
        g=g,
        b=b,
    )


def _shares(logs: np.ndarray) -> np.ndarray:
    with np.errstate(under="ignore"):
        weights = np.exp(logs - logs.max())
    return weights / weights.sum()


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
