"""The pictures: a 24 grid, 2 px strokes, drawn for this project."""

from django.utils.html import format_html
from django.utils.safestring import mark_safe

PATHS = {
    "phone": '<path d="M6.5 3.5h3l1.5 4.5-2.2 1.6a11 11 0 0 0 5.6 5.6l1.6-2.2 4.5 1.5v3c0 1.4-1.1 2.5-2.5 2.5C10.6 20 4 13.4 4 6c0-1.4 1.1-2.5 2.5-2.5Z"/>',
    "text": '<path d="M4 5h16v11H11l-4.5 4v-4H4Z"/><path d="M8 9h8M8 12.5h5"/>',
    "chat": '<path d="M12 4c4.7 0 8.5 3.3 8.5 7.5S16.7 19 12 19c-1.2 0-2.4-.2-3.4-.6L4 20l1.3-3.9A7 7 0 0 1 3.5 11.5C3.5 7.3 7.3 4 12 4Z"/>',
    "mail": '<path d="M3.5 5.5h17v13h-17Z"/><path d="m4 6.5 8 6.5 8-6.5"/>',
    "lock": '<path d="M5 11h14v9.5H5Z"/><path d="M8 11V7.5a4 4 0 0 1 8 0V11"/><path d="M12 15v2"/>',
    "unlock": '<path d="M5 11h14v9.5H5Z"/><path d="M8 11V7.5a4 4 0 0 1 7.7-1.5"/><path d="M12 15v2"/>',
    "undo": '<path d="M8.5 5 4 9.5 8.5 14"/><path d="M4.5 9.5H14a5.5 5.5 0 0 1 0 11h-3"/>',
    "tick": '<path d="m4.5 12.5 5 5L19.5 7"/>',
    "cross": '<path d="m6 6 12 12M18 6 6 18"/>',
    "plus": '<path d="M12 4.5v15M4.5 12h15"/>',
    "minus": '<path d="M4.5 12h15"/>',
    "more": '<circle cx="5" cy="12" r="1.4" fill="currentColor"/><circle cx="12" cy="12" r="1.4" fill="currentColor"/><circle cx="19" cy="12" r="1.4" fill="currentColor"/>',
    "go": '<path d="m9 5 7 7-7 7"/>',
    "back": '<path d="m15 5-7 7 7 7"/>',
    "arrow": '<path d="M4 12h15M13 6l6 6-6 6"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6"/><path d="m15 15 5.5 5.5"/>',
    "print": '<path d="M7 9V3.5h10V9"/><path d="M7 17H3.5V9h17v8H17"/><path d="M7 14h10v6.5H7Z"/>',
    "alert": '<path d="M12 3.5 21.5 20h-19Z"/><path d="M12 10v5M12 17.2v.6"/>',
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c.6-4.3 3.5-6.5 7.5-6.5s6.9 2.2 7.5 6.5"/>',
    "device": '<path d="M7 2.5h10v19H7Z"/><path d="M10.5 18.5h3"/>',
    "nosignal": '<path d="M4 20.5v-3M9.5 20.5v-6.5M15 20.5V16M15 11V9.5M20.5 20.5V4.5"/><path d="m3 4 17.5 16.5"/>',
    "signal": '<path d="M4 20v-1.5M9 20v-4M14 20v-8M19 20V5"/>',
    "battery": '<path d="M2.5 8h17v8h-17ZM21.5 11v2"/><path d="M5 10.5h5v3H5Z" fill="currentColor" stroke="none"/>',
    "sheet": '<path d="M6 3h12v18H6Z"/><path d="M9 7h6M9 11h6M9 15h3.5"/>',
    "turn": '<path d="M5 9a8 8 0 0 1 14.5 1M19 15a8 8 0 0 1-14.5-1"/><path d="M20 5v5h-5M4 19v-5h5"/>',
    "clock": '<circle cx="12" cy="12" r="8.5"/><path d="M12 7v5.5l3.5 2"/>',
    "place": '<path d="M12 21c-4-4.5-6.5-7.6-6.5-11a6.5 6.5 0 0 1 13 0c0 3.4-2.5 6.5-6.5 11Z"/><circle cx="12" cy="10" r="2.2"/>',
    "send": '<path d="M12 20V5M5.5 11 12 4.5 18.5 11"/>',
    "erase": '<path d="M4 20.5h16"/><path d="m7.5 17-3-3L14 4.5l6 6L13.5 17Z"/>',
    "save": '<path d="M12 4v11M6 10l6 6 6-6M4.5 20h15"/>',
    "del": '<path d="M8 5.5h13v13H8l-6-6.5Z"/><path d="m11.5 9 6 6M17.5 9l-6 6"/>',
    "sun": '<circle cx="12" cy="12" r="4"/><path d="M12 2.5v3M12 18.5v3M2.5 12h3M18.5 12h3M5.3 5.3l2.1 2.1M16.6 16.6l2.1 2.1M18.7 5.3l-2.1 2.1M7.4 16.6l-2.1 2.1"/>',
    "key": '<circle cx="8" cy="15" r="4.5"/><path d="m11.5 11.5 8-8M16.5 6.5l3 3"/>',
    "list": '<path d="M8.5 6h12M8.5 12h12M8.5 18h12M3.5 6h1M3.5 12h1M3.5 18h1"/>',
    "pen": '<path d="m4 20 1-4.5L16.5 4l3.5 3.5L8.5 19Z"/>',
    "range": '<path d="M3.5 6.5h13M7.5 12h13M5 17.5h9"/><circle cx="11" cy="6.5" r="2" fill="currentColor"/><circle cx="15" cy="12" r="2" fill="currentColor"/><circle cx="9" cy="17.5" r="2" fill="currentColor"/>',
    "calendar": '<path d="M3.5 5.5h17v15h-17Z"/><path d="M3.5 10h17M8 3v4M16 3v4"/>',
}


def icon_svg(name: str, css_class: str = "") -> str:
    """The picture called `name` as SVG, hidden from screen readers: words stand beside it."""
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" width="24" height="24" fill="none" stroke="currentColor" stroke-width="2" '
        'stroke-linecap="square" stroke-linejoin="miter" aria-hidden="true">{}</svg>',
        css_class,
        mark_safe(PATHS[name]),  # noqa: S308  our own drawings
    )
