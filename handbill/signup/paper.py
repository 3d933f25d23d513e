"""What stands above the form: this issue's front page and what the group stands for."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from handbill.press.blocks import blocks_of, html_of
from handbill.press.models import IssueMake, StandingText
from handbill.press.queries import published_issues
from handbill.press.web.names import front_name, issue_name, issue_stems
from handbill.signup.door import Door
from handbill.signup.rendering import direction_of


@dataclass(frozen=True)
class StandFor:
    """In the language of the page where the group has it, else in its own."""

    title: str
    html: SafeString
    language: str
    direction: str


@dataclass(frozen=True)
class Paper:
    """Without a published issue there is no picture and no edition to read."""

    issue: str
    issue_at: str
    picture: str
    stand_for: StandFor | None


def paper_of(door: Door, language: str) -> Paper | None:
    """The issue of the batch where it is published, else the latest; None where there is nothing to show."""
    stand_for = _stand_for(door, language)
    stems = issue_stems(published_issues(door.group))
    if not stems:
        return Paper("", "", "", stand_for) if stand_for else None
    stem = _stem(door, stems)
    base = f"{door.before}/read/"
    return Paper(stems[stem].issue.name, base + issue_name(stem), base + front_name(stem), stand_for)


def _stem(door: Door, stems: dict[str, IssueMake]) -> str:
    wanted = door.batch.run.issue_id if door.batch else None
    return next((stem for stem, make in stems.items() if make.issue_id == wanted), next(iter(stems)))


def _stand_for(door: Door, language: str) -> StandFor | None:
    texts = StandingText.objects.filter(group=door.group, key=StandingText.Key.STAND_FOR).exclude(body="")
    ordered = sorted(texts, key=lambda one: (one.language != language, one.language != door.group.language))
    if not ordered:
        return None
    text = ordered[0]
    return StandFor(text.title, html_of(blocks_of(text.body)), text.language, direction_of(text.language))
