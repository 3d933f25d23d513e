"""What stands above the form: this issue's front page and what the group stands for."""

from dataclasses import dataclass

from django.utils.safestring import mark_safe

from handbill.press.models import IssueMake, StandingText
from handbill.signup.door import Door
from handbill.signup.rendering import direction_of


@dataclass(frozen=True)
class StandFor:
    title: str
    html: str
    language: str
    direction: str


@dataclass(frozen=True)
class Paper:
    """Without a published issue there is no picture and no edition to read."""

    issue: str
    issue_at: str
    picture: str
    width: int
    height: int
    stand_for: StandFor | None


def paper_of(door: Door, language: str) -> Paper | None:
    """The issue of the batch, else the latest one; None where there is nothing to show."""
    made, stand_for = _issue(door), _stand_for(door, language)
    if made is None:
        return Paper("", "", "", 0, 0, stand_for) if stand_for else None
    return Paper(made.issue.name, "", "", 0, 0, stand_for)


def _issue(door: Door) -> IssueMake | None:
    published = IssueMake.objects.filter(group=door.group, published_at__isnull=False).select_related("issue")
    own = published.filter(issue__runs__batches=door.batch).first() if door.batch else None
    return own or published.order_by("-on").first()


def _stand_for(door: Door, language: str) -> StandFor | None:
    texts = StandingText.objects.filter(group=door.group, key=StandingText.Key.STAND_FOR).exclude(body="")
    ordered = sorted(texts, key=lambda one: (one.language != language, one.language != door.group.language))
    if not ordered:
        return None
    from handbill.press.blocks import blocks_of, html_of

    text = ordered[0]
    html = mark_safe(html_of(blocks_of(text.body)))  # noqa: S308  press.blocks makes safe HTML
    return StandFor(text.title, html, text.language, direction_of(text.language))
