"""Keep the catalogues true: `python -m handbill.base.words` gathers every text, `--check` fails where one is missing.

English is the language of the source; `handbill/locale/en` lists every text for translators. Needs GNU gettext.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
DOMAINS = {"django": "html,txt,py", "djangojs": "js"}


def main(arguments: list[str]) -> int:
    if not shutil.which("xgettext"):
        print("xgettext is missing: apt-get install gettext", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as work:
        fresh = gather(Path(work))
        if "--check" not in arguments:
            return write(fresh)
        return check(fresh)


def gather(work: Path) -> Path:
    """Extract every text from a copy of the package; returns the copy's locale folder."""
    copy = work / PACKAGE.name
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("vendor", "tests", "__pycache__", "locale", "fonts"))
    (copy / "locale").mkdir()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "handbill.settings",
        "PYTHONPATH": str(PACKAGE.parent),
        "HANDBILL_DATA": str(work),
    }
    for domain, endings in DOMAINS.items():
        command = [
            sys.executable,
            "-P",  # not the rooms of the package as modules: one of them is called numbers, as in the library
            "-m",
            "django",
            "makemessages",
            "-l",
            "en",
            "-d",
            domain,
            "-e",
            endings,
            "--no-location",
            "--no-wrap",
            "-v",
            "0",
        ]
        subprocess.run(command, cwd=copy, env=environment, check=True)  # noqa: S603  our own arguments only
    return copy / "locale"


def write(fresh: Path) -> int:
    """Put the gathered English catalogues in place, without the date, which would change each time."""
    for domain in DOMAINS:
        target = catalogue(PACKAGE / "locale", "en", domain)
        target.parent.mkdir(parents=True, exist_ok=True)
        lines = catalogue(fresh, "en", domain).read_text(encoding="utf-8").splitlines()
        dated = ('"POT-Creation-Date', '"PO-Revision-Date', "# SOME", "# Copyright", "# This file", "# FIRST")
        target.write_text("\n".join(line for line in lines if not line.startswith(dated)) + "\n", encoding="utf-8")
    return 0


def check(fresh: Path) -> int:
    """Every text of the source stands in every catalogue, translated in all languages but English."""
    missing = []
    for domain in DOMAINS:
        wanted = texts(catalogue(fresh, "en", domain))
        for language in sorted(folder.name for folder in (PACKAGE / "locale").iterdir() if folder.is_dir()):
            missing += _missing(wanted, language, domain)
    for line in missing[:20]:
        print(line, file=sys.stderr)
    if missing:
        print(f"{len(missing)} texts are missing: python -m handbill.base.words gathers them", file=sys.stderr)
    return 1 if missing else 0


def _missing(wanted: dict, language: str, domain: str) -> list[str]:
    file = catalogue(PACKAGE / "locale", language, domain)
    there = texts(file) if file.exists() else {}
    lacking = [key for key in wanted if key not in there or (language != "en" and not there[key])]
    left_over = [key for key in there if key not in wanted] if language == "en" else []
    return [f"{language}/{domain}: {key!r}" for key in lacking] + [
        f"{language}/{domain}: no longer used: {key!r}" for key in left_over
    ]


def texts(file: Path) -> dict:
    """(context, text) -> whether it is translated and not in doubt."""
    from babel.messages.pofile import read_po

    with file.open("rb") as opened:
        messages = [message for message in read_po(opened) if message.id]
    return {
        (message.context, message.id): bool(message.string) and all_forms(message) and not message.fuzzy
        for message in messages
    }


def all_forms(message) -> bool:
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)


def catalogue(locale: Path, language: str, domain: str) -> Path:
    return locale / language / "LC_MESSAGES" / f"{domain}.po"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
