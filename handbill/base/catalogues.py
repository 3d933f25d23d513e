"""Which languages the interface speaks: those that have a folder under `locale`. Their texts are compiled at the start,
beside their sources, or in the data folder where an installation may not be written, as by a service.

A language is added by adding its folder (see docs/languages.md); no line of code names it.
"""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

SOURCE = "en"  # the language of the texts in the code


def languages_in(locale: Path) -> list[tuple[str, str]]:
    """(code, name in English), the source language first; `zh_Hans` is the folder of `zh-hans`."""
    from django.conf.locale import LANG_INFO

    codes = {folder.name.replace("_", "-").lower() for folder in locale.iterdir() if folder.is_dir()} | {SOURCE}
    ordered = sorted(codes, key=lambda code: (code != SOURCE, code))
    return [(code, LANG_INFO.get(code, {}).get("name", code)) for code in ordered]


def compiled_in(locale: Path, spare: Path) -> Path:
    """The folder that the compiled texts of `locale` are read from: itself, or `spare` where some of it is stale and must stay so."""
    stale = (compiled.parent for _source, compiled in _stale(locale, locale))
    return locale if all(os.access(folder, os.W_OK) for folder in stale) else spare


def compile_stale(locale: Path, into: Path) -> list[Path]:
    """Write into `into` the .mo of each .po of `locale` that is younger; returns what was written.

    Where a disk is full or read-only the language keeps what it had; so does one process that finds another at it.
    """
    written = []
    for source, compiled in _stale(locale, into):
        with contextlib.suppress(OSError, ImportError):
            _compile(source, compiled)
            written.append(compiled)
    return written


def _stale(locale: Path, into: Path) -> Iterator[tuple[Path, Path]]:
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        compiled = into / source.relative_to(locale).with_suffix(".mo")
        is_fresh = compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime
        if source.parts[-3] != SOURCE and not is_fresh:
            yield source, compiled


def _compile(source: Path, target: Path) -> None:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as opened:
        catalogue = read_po(opened, locale=source.parts[-3])
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as fresh:
        try:
            write_mo(fresh, catalogue)
            fresh.flush()
        except OSError:
            Path(fresh.name).unlink()
            raise
    Path(fresh.name).chmod(source.stat().st_mode)
    Path(fresh.name).replace(target)
