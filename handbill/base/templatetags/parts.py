"""Small parts every page may use without loading them: icon, moment, qr, sections, fields and their errors."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from handbill.base import moments
from handbill.base.frame import sections_for
from handbill.base.spots import parts_at
from handbill.base.squares import square_svg
from handbill.base.style import style_address
from handbill.base.templatetags.icons import icon_svg

register = template.Library()


@register.simple_tag
def icon(name: str, css_class: str = "") -> str:
    """The picture called `name`, silent for screen readers: words stand beside it."""
    return icon_svg(name, css_class)


@register.simple_tag
def style_sheet() -> str:
    """The link to the desk's one style sheet."""
    return format_html('<link rel="stylesheet" href="{}">', style_address())


@register.simple_tag(takes_context=True)
def sections(context) -> list:
    """The entries of the masthead for whoever looks at it."""
    request = context.get("request")
    return sections_for(context.get("member"), request.path if request else "")


@register.simple_tag(takes_context=True)
def spot(context, name: str) -> str:
    """{% spot "plan.bring" %}: what rooms above put here, see base.spots; `as` keeps it, empty where there is nothing."""
    page = context.flatten()
    answers = [answer for part in parts_at(name) if (answer := part(page)) is not None]
    return mark_safe("".join(render_to_string(path, page | more) for path, more in answers))  # noqa: S308  rendered by templates


@register.simple_tag(takes_context=True)
def moment(context, at: datetime | None) -> str:
    """{% moment at %}: 15:44 today, Mon 15:44 this week, 12 Sept, 15:44 beyond."""
    if at is None:
        return ""
    return _as_time(at.isoformat(), moments.moment_words(at, zone_of(context)))


@register.simple_tag(takes_context=True)
def clock(context, at: datetime | None) -> str:
    """{% clock at %}: 15:44, whatever the day."""
    return moments.clock_time(at, zone_of(context)) if at else ""


@register.simple_tag(takes_context=True)
def day(context, on: date | datetime | None, form: str = "short") -> str:
    """{% day on %}: 12 Sept; {% day on "long" %}: Saturday 12 September."""
    if on is None:
        return ""
    local = on.astimezone(zone_of(context)).date() if isinstance(on, datetime) else on
    words = moments.long_day(local) if form == "long" else moments.short_day(local)
    return _as_time(local.isoformat(), words)


@register.simple_tag(takes_context=True)
def day_words(context, at: datetime) -> str:
    """{% day_words at %}: 12 Sept without a <time> round it, for titles and attributes."""
    return moments.short_day(at.astimezone(zone_of(context)).date())


@register.simple_tag(takes_context=True)
def day_stamp(context, at: datetime) -> str:
    """{% day_stamp at %}: weekday over the day of the month, as on a tear-off calendar."""
    weekday, number, words = moments.stamp_parts(at, zone_of(context))
    return format_html('<p class="day" title="{}"><span>{}</span><b>{}</b></p>', words, weekday, number)


@register.simple_tag(takes_context=True)
def hours(context, starts_at: datetime, ends_at: datetime) -> str:
    """{% hours starts ends %}: 15:00 to 17:00."""
    return moments.hours_words(starts_at, ends_at, zone_of(context))


@register.simple_tag
def qr(text: str, label: str = "") -> str:
    """{% qr text label %}: the square for `text`, as SVG in the page."""
    return mark_safe(square_svg(text, label))  # noqa: S308  made by segno from digits; the label is escaped there


@register.inclusion_tag("base/_field.html")
def field(bound, css_class: str = "", hide_label: bool = False) -> dict:
    """{% field form.name %}: label above, hint above the field, error above it, the field at the end."""
    kind = getattr(bound.field.widget, "input_type", "")
    is_choice = kind in ("radio", "checkbox") and hasattr(bound.field.widget, "choices")
    return {
        "bound": bound,
        "is_choice": is_choice,
        "is_tick": kind == "checkbox" and not is_choice,
        "hide_label": hide_label,
        "css_class": css_class,
        "widget": "" if is_choice else _dressed(bound, kind),
        "described_by": _described_by(bound),
    }


@register.inclusion_tag("base/_wrong_list.html")
def wrong_list(form) -> dict:
    """{% wrong_list form %}: what has to be put right, with a link to each field; nothing for a form without errors."""
    wrong = [(bound, bound.errors[0]) for bound in form if bound.errors]
    return {"wrong": wrong, "of_all": form.non_field_errors()}


def zone_of(context):
    """The time zone of the group on this page, else the one that is in force."""
    group = context.get("group")
    return ZoneInfo(group.timezone) if group else timezone.get_current_timezone()


def _as_time(machine: str, words: str) -> str:
    return format_html('<time datetime="{}">{}</time>', machine, words)


def _dressed(bound, kind: str) -> str:
    """The widget with our class, closed to the browser's memory; Django itself adds aria-invalid and aria-describedby."""
    given = bound.field.widget.attrs
    css_class = " ".join(filter(None, ["" if kind == "checkbox" else "input", given.get("class", "")]))
    return bound.as_widget(attrs={"autocomplete": given.get("autocomplete", "off"), "class": css_class})


def _described_by(bound) -> str:
    parts = [f"{bound.auto_id}_helptext"] if bound.help_text else []
    return " ".join(parts + ([f"{bound.auto_id}_error"] if bound.errors else []))
