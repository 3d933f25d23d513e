"""Pictures within a text: `![what it shows](picture:its-id)`, on a line of their own."""

import re
import uuid

from handbill.press.models import Picture

MARK = re.compile(r"!\[[^\]\n]{0,400}\]\(picture:([0-9a-fA-F-]{36})\)")
MOST = 30


def ids_in(body: str) -> list[uuid.UUID]:
    """In the order of the text, each once."""
    found: dict[uuid.UUID, None] = {}
    for match in MARK.finditer(body):
        try:
            found[uuid.UUID(match[1])] = None
        except ValueError:
            continue
    return list(found)[:MOST]


def pictures_named(body: str, group) -> list[Picture]:
    """Those of the group; an id of another group's picture shows nothing."""
    wanted = ids_in(body)
    known = Picture.objects.filter(group=group).in_bulk(wanted)
    return [known[key] for key in wanted if key in known]


def mark_for(picture: Picture) -> str:
    """What is put into the text to show it there."""
    alt = picture.alt.replace("[", "(").replace("]", ")").replace("\n", " ")
    return f"![{alt}](picture:{picture.pk})"
