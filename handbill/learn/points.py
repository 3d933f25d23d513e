"""Which points of the guide were raised, and how people took those talks. Counts, never shares of one outing."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from handbill.accounts.models import Group
from handbill.facts.over_outings import Topic, topics_at
from handbill.learn.likeness import plain
from handbill.learn.outings import Went
from handbill.learn.small import Cell, hidden, shown
from handbill.plan.models import GuidePoint

MOST = 8


@dataclass(frozen=True)
class Raised:
    """A point in its latest words. `keen` of `noted` talks were interested or wanted to help; None where too few."""

    text: str
    outings: int
    talks: int
    noted: int
    keen: int | None
    is_hidden: bool


def points_raised(group: Group, outings: Sequence[Went]) -> list[Raised]:
    """The same words in several guides are one point; what is raised most first, and those too few to tell last."""
    ids = [outing.id for outing in outings]
    topics = {(topic.outing_id, topic.topic): topic for topic in topics_at(ids, "point")}
    texts, found, guides = {}, defaultdict(list), defaultdict(set)
    for id, outing_id, text in _of_guides(ids):
        key = hashlib.sha256(plain(text).encode()).hexdigest()[:16]
        texts[key] = text
        guides[key].add(outing_id)
        if (outing_id, id) in topics:
            found[key].append(topics[outing_id, id])
    cells = shown(group, "points", {key: _talks(found[key]) for key in texts}, lambda key: _numbers(found[key]))
    away = hidden({key: cell.people for key, cell in cells.items()})
    rows = [_raised(texts[key], len(guides[key]), cells[key], key in away) for key in texts]
    return sorted(rows, key=lambda row: (row.is_hidden, 0 if row.is_hidden else -row.talks, row.text))[:MOST]


def _of_guides(outing_ids: list) -> list[tuple]:
    points = GuidePoint.objects.filter(outing__in=outing_ids).order_by("outing__starts_at", "position")
    return list(points.values_list("id", "outing_id", "text"))


def _talks(topics: list[Topic]) -> int:
    return sum(topic.conversations for topic in topics)


def _numbers(topics: list[Topic]) -> dict:
    keen = sum(sum(topic.receptions[2:]) for topic in topics)
    return {"noted": sum(topic.noted for topic in topics), "keen": keen}


def _raised(text: str, outings: int, cell: Cell, is_hidden: bool) -> Raised:
    numbers = cell.numbers
    is_tellable = not is_hidden and not hidden({"keen": numbers["keen"], "others": numbers["noted"] - numbers["keen"]})
    return Raised(text, outings, cell.people, numbers["noted"], numbers["keen"] if is_tellable else None, is_hidden)
