"""The phone app as one version: which files belong to it, under which name, with which bytes.

The list is found, not kept: what the shell page names, what those files import in turn, and the words of every
language. All of it is served under one path with a hash over all of it, and kept by the phones as a whole. The modules
travel as one short script (script/) and the sheets as one sheet (sheets.py).
"""

import gzip
import hashlib
import json
import posixpath
import re
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import get_template
from django.utils import translation

from handbill.field.script import join_scripts, named_in
from handbill.field.sheets import join_sheets
from handbill.field.words import catalogue_of, languages

SHELL_TEMPLATE = "field/shell.html"
WORKER = "field/worker.js"
ROOT = "/field/app/"
PLACE_OF_VERSION = "VERSION"
# The letters a phone keeps; the others are fetched when a page uses them, else the system's own are shown.
KEPT_FONTS = {"franklin-latin.woff2", "league-gothic-latin.woff2", "source-serif-field.woff2"}
TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}
SHEET = "field/css/all.css"
SHEET_LINK = re.compile(rf'<link rel="stylesheet" href="{ROOT}{PLACE_OF_VERSION}/([^"]+)">\n')
ENTRY = re.compile(rf'<script defer src="{ROOT}{PLACE_OF_VERSION}/([^"]+)">')
# Browsers keep a classic script of a service worker ready compiled from its first day on, a module not. Nothing of it may
# be seen from outside, as of a module.
CLASSIC = '(()=>{{"use strict";{}}})();\n'
IN_SHELL = re.compile(rf'(?:href|src)="{ROOT}{PLACE_OF_VERSION}/([^"#?]+)"')
IN_STYLE = re.compile(r'(?:url\(\s*|@import\s+)"?([^"):\s]+)"?')


@dataclass(frozen=True)
class Asset:
    """One file as it is sent: plain, and packed where that is smaller."""

    content_type: str
    plain: bytes
    packed: bytes | None


@dataclass(frozen=True)
class Version:
    """One state of the whole app."""

    name: str
    shell: str
    worker: str
    assets: dict[str, Asset]

    @property
    def base(self) -> str:
        return f"{ROOT}{self.name}/"

    def kept(self) -> list[str]:
        """The addresses that phones keep for the time without signal."""
        return [self.base + name for name in sorted(self.assets) if is_kept(name)]


class _Disk:
    """The version last read, and the files and times it was read from."""

    def __init__(self):
        self.version: Version | None = None
        self.files: list[Path] = []
        self.times: list[int] | None = None

    def has_changed(self) -> bool:
        return self.version is None or self.times != _times_of(self.files)

    def read(self) -> None:
        template = get_template(SHELL_TEMPLATE)
        shell = _render(template)
        paths, worker = _walk(shell), _static_file(WORKER)
        sources = {name: path.read_bytes() for name, path in paths.items()} | _words()
        name = _hash({SHELL_TEMPLATE: shell.encode(), WORKER: worker.read_bytes(), **sources})
        contents = _joined(shell, sources)
        assets = {name: _asset(name, content) for name, content in contents.items()}
        shell = _with_one_sheet(shell).replace(f"{ROOT}{PLACE_OF_VERSION}/", f"{ROOT}{name}/")
        self.version = Version(name, shell, join_scripts(WORKER, lambda _: worker.read_text(encoding="utf-8")), assets)
        self.files = [Path(template.origin.name), worker, *paths.values()]
        self.times = _times_of(self.files)


_disk = _Disk()


def current() -> Version:
    """The app as it lies on the disk; looked at anew when a file of it changed."""
    if _disk.has_changed():
        _disk.read()
    return _disk.version


def is_kept(name: str) -> bool:
    return not name.startswith("base/fonts/") or posixpath.basename(name) in KEPT_FONTS


def _render(template) -> str:
    """The shell is the same for everybody: no request, no member, one language until the script sets its own."""
    context = {"assets": f"{ROOT}{PLACE_OF_VERSION}/", "letters": sorted(KEPT_FONTS), "languages": languages()}
    with translation.override(settings.LANGUAGE_CODE):
        return template.render(context)


def _joined(shell: str, sources: dict[str, bytes]) -> dict[str, bytes]:
    """The files as they are sent: the entry module with all others in it, one sheet, and what is neither."""
    entry, sheets = ENTRY.search(shell)[1], SHEET_LINK.findall(shell)

    def source_of(name: str) -> str:
        return sources[name].decode("utf-8")

    others = {name: content for name, content in sources.items() if not name.endswith((".js", ".css"))}
    script = CLASSIC.format(join_scripts(entry, source_of).strip())
    return {entry: script.encode(), SHEET: join_sheets(sheets, source_of, SHEET).encode(), **others}


def _with_one_sheet(shell: str) -> str:
    """The joined sheet in the place of the first, nothing in the place of the others."""
    first, *others = [found[0] for found in SHEET_LINK.finditer(shell)]
    for link in others:
        shell = shell.replace(link, "")
    return shell.replace(first, SHEET_LINK.sub(lambda found: found[0].replace(found[1], SHEET), first))


def _walk(shell: str) -> dict[str, Path]:
    """Every static file that the shell needs, directly or through others."""
    waiting, found = IN_SHELL.findall(shell), {}
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found[name] = _static_file(name)
        waiting += _named_in(name, found[name])
    return found


def _static_file(name: str) -> Path:
    path = finders.find(name)
    if not path:
        raise FileNotFoundError(f"the phone app names {name}, which is no static file")
    return Path(path)


def _named_in(name: str, path: Path) -> list[str]:
    if path.suffix == ".js":
        return named_in(name, path.read_text(encoding="utf-8"))
    if path.suffix != ".css":
        return []
    named = IN_STYLE.findall(path.read_text(encoding="utf-8"))
    return [posixpath.normpath(posixpath.join(posixpath.dirname(name), other)) for other in named]


def _words() -> dict[str, bytes]:
    others = [language["code"] for language in languages() if language["code"] != "en"]
    return {f"words/{code}.json": json.dumps(catalogue_of(code), ensure_ascii=False).encode() for code in others}


def _asset(name: str, plain: bytes) -> Asset:
    suffix = posixpath.splitext(name)[1]
    packed = gzip.compress(plain, 9, mtime=0) if suffix not in (".woff2", ".png") else None
    return Asset(TYPES.get(suffix, "application/octet-stream"), plain, packed)


def _hash(contents: dict[str, bytes]) -> str:
    whole = hashlib.sha256()
    for name, content in sorted(contents.items()):
        whole.update(hashlib.sha256(name.encode()).digest() + hashlib.sha256(content).digest())
    return whole.hexdigest()[:16]


def _times_of(files: list[Path]) -> list[int] | None:
    try:
        return [file.stat().st_mtime_ns for file in files]
    except FileNotFoundError:
        return None
