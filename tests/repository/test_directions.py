"""A ForeignKey is an import too: it points down the same list, and never into people from what counts."""

import configparser
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
COUNTS_ONLY = {"debrief", "facts", "plan", "copies", "press", "learn", "numbers"}


def layers() -> list[set[str]]:
    config = configparser.ConfigParser()
    config.read(ROOT / ".importlinter")
    lines = config["importlinter:contract:layers"]["layers"].split("\n")
    return [{name.strip().removeprefix("handbill.") for name in line.split("|")} for line in lines if line.strip()]


def height(room: str) -> int:
    return next(len(layers()) - number for number, rooms in enumerate(layers()) if room in rooms)


def relations():
    for model in apps.get_models():
        if not model.__module__.startswith("handbill."):
            continue
        for field in model._meta.get_fields():
            other = field.related_model if field.is_relation and not field.auto_created else None
            if other is not None and other.__module__.startswith("handbill."):
                yield model, field, other


def test_no_relation_points_upwards():
    upwards = [
        f"{model._meta.label}.{field.name}"
        for model, field, other in relations()
        if height(other._meta.app_label) > height(model._meta.app_label)
    ]
    assert upwards == []


def test_what_counts_never_points_at_a_person():
    pointing = [
        f"{model._meta.label}.{field.name}"
        for model, field, other in relations()
        if model._meta.app_label in COUNTS_ONLY and other._meta.app_label in {"people", "followup"}
    ]
    assert pointing == []


def test_every_row_carries_its_group():
    """An instance holds many groups; a row that belongs to none could be read by all."""
    without = [
        model._meta.label
        for model in apps.get_models()
        if model.__module__.startswith("handbill.") and not any(field.name == "group" for field in model._meta.fields)
    ]
    assert set(without) == {"accounts.Instance", "accounts.Group", "accounts.Session"}


def test_every_room_has_its_place_in_the_directions():
    rooms = {folder.name for folder in (ROOT / "handbill").iterdir() if (folder / "__init__.py").exists()}
    assert rooms - {"locale"} <= set.union(*layers())
