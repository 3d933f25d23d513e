"""The desk's style sheets as one file under an address that changes with its content, so that a browser fetches it once."""

import hashlib
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.templatetags.static import static
from django.urls import reverse

STYLE_SHEETS = [
    *("reset", "tokens", "elements"),
    *("frame", "solo"),
    *("buttons", "fields", "choices", "marks", "rows", "tables", "charts"),
    *(
        "plan",
        "copies",
        "press",
        "mail",
        "people",
        "merging",
        "followup",
        "debrief",
        "learn",
        "sheets",
        "set-up",
        "manual",
    ),
    "print",
]
FOREVER = "public, max-age=31536000, immutable"


def style(request, digest: str):
    """All sheets in the order of their layers; an address of yesterday gets today's, unkept."""
    text, current = _joined()
    headers = {"Cache-Control": FOREVER if digest == current else "no-cache"}
    return HttpResponse(text, content_type="text/css; charset=utf-8", headers=headers)


def style_address() -> str:
    return reverse("style", args=[_joined()[1]])


@cache
def _joined() -> tuple[str, str]:
    """The text and the first digits of its SHA-256. The sheets name their letters relative to themselves."""
    text = "\n".join(_sheet(name) for name in STYLE_SHEETS).replace("../fonts/", static("base/fonts/"))
    return text, hashlib.sha256(text.encode()).hexdigest()[:12]


def _sheet(name: str) -> str:
    return Path(finders.find(f"base/css/{name}.css")).read_text(encoding="utf-8")
