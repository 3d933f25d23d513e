"""Which languages the interface speaks: those that have a folder under `locale`. Their texts are compiled where they lie.

A language is added by adding its folder (see docs/languages.md); no line of code names it.
"""

import contextlib
import tempfile
from pathlib import Path

SOURCE = "en"  # the language of the texts in the code


def languages_in(locale: Path) -> list[tuple[str, str]]:
    """(code, name in English), the source language first; `zh_Hans` is the folder of `zh-hans`."""
    from django.conf.locale import LANG_INFO

    codes = {folder.name.replace("_", "-").lower() for folder in locale.iterdir() if folder.is_dir()} | {SOURCE}
    ordered = sorted(codes, key=lambda code: (code != SOURCE, code))
    return [(code, LANG_INFO.get(code, {}).get("name", code)) for code in ordered]


def compile_stale(locale: Path) -> list[Path]:
    """Write the .mo beside each .po that is younger; returns what was written.

    A read-only folder keeps what it was delivered with, and so does one process that finds another at it.
    """
    written = []
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        compiled = source.with_suffix(".mo")
        if source.parts[-3] == SOURCE:
            continue
        if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        with contextlib.suppress(PermissionError, ImportError):
            _compile(source, compiled)
            written.append(compiled)
    return written


def _compile(source: Path, target: Path) -> None:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as opened:
        catalogue = read_po(opened, locale=source.parts[-3])
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as fresh:
        write_mo(fresh, catalogue)
    Path(fresh.name).chmod(source.stat().st_mode)
    Path(fresh.name).replace(target)
