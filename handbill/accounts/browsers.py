"""What kind of browser somebody came with, in plain words: enough to know one's own again, too little to tell two apart."""

from django.utils.translation import gettext as _

# The first that stands in what the browser says of itself decides: many name others as well.
BROWSERS = (
    ("Edg", "edge"),
    ("OPR", "opera"),
    ("SamsungBrowser", "samsung"),
    ("Firefox", "firefox"),
    ("FxiOS", "firefox"),
    ("Chrome", "chrome"),
    ("CriOS", "chrome"),
    ("Safari", "safari"),
)
SYSTEMS = (
    ("iPhone", "iphone"),
    ("iPad", "ipad"),
    ("Android", "android"),
    ("CrOS", "chromebook"),
    ("Windows", "windows"),
    ("Mac OS", "mac"),
    ("Linux", "linux"),
)
NAMES = {
    "edge": "Edge",
    "opera": "Opera",
    "samsung": "Samsung Internet",
    "firefox": "Firefox",
    "chrome": "Chrome",
    "safari": "Safari",
}


def kind_of(said: str) -> str:
    """Two codes from what a browser says of itself; no version, no model."""
    return f"{_first(BROWSERS, said)} {_first(SYSTEMS, said)}".strip()


def words_of(kind: str) -> str:
    """“Firefox on an Android phone or tablet”; what is not known is said plainly."""
    browser, _space, system = kind.partition(" ")
    places = {
        "iphone": _("%(browser)s on an iPhone"),
        "ipad": _("%(browser)s on an iPad"),
        "android": _("%(browser)s on an Android phone or tablet"),
        "chromebook": _("%(browser)s on a Chromebook"),
        "windows": _("%(browser)s on a Windows computer"),
        "mac": _("%(browser)s on a Mac"),
        "linux": _("%(browser)s on a Linux computer"),
    }
    name = NAMES.get(browser, _("A browser"))
    return places.get(system, "%(browser)s") % {"browser": name}


def _first(table: tuple[tuple[str, str], ...], said: str) -> str:
    return next((code for sign, code in table if sign in said), "other")
