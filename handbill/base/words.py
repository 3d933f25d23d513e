"""Keep the catalogues true: `python -m handbill.base.words` gathers every text, `--check` fails where one is missing.

English is the language of the source; `handbill/locale/en` lists every text for translators. `--add CODE` begins a language;
gathering keeps what is translated, drops what is no longer said, and leaves what is new empty. Needs GNU gettext.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
DOMAINS = {"django": "html,txt,py", "djangojs": "js"}
# What a sentence leaves open ({n}, %(n)s, %s, %%) and its markup: a translation has the same, in its own order.
OPEN = re.compile(r"\{\w*\}|%\(\w+\)[sd]|%[sd%]|</?[a-z][^<>]*>")


def main(arguments: list[str]) -> int:
    if "--add" in arguments:
        (PACKAGE / "locale" / arguments[-1].replace("-", "_") / "LC_MESSAGES").mkdir(parents=True)
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
    """Put the gathered texts in place, without the date, which would change each time; bring every language along."""
    for domain in DOMAINS:
        target = catalogue(PACKAGE / "locale", "en", domain)
        target.parent.mkdir(parents=True, exist_ok=True)
        lines = catalogue(fresh, "en", domain).read_text(encoding="utf-8").splitlines()
        dated = ('"POT-Creation-Date', '"PO-Revision-Date', "# SOME", "# Copyright", "# This file", "# FIRST")
        target.write_text("\n".join(line for line in lines if not line.startswith(dated)) + "\n", encoding="utf-8")
        for language in languages():
            bring_along(catalogue(PACKAGE / "locale", language, domain), target, language)
    return 0


def bring_along(target: Path, english: Path, language: str) -> None:
    """A language's file with exactly the texts of the English one, in its order; new ones are empty."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po, write_po

    fresh = Catalog(locale=language)
    there = _read(target, language) if target.exists() else fresh
    with english.open("rb") as opened:
        for message in read_po(opened):
            if message.id:
                kept = there.get(message.id, message.context)
                fits = kept is not None and isinstance(kept.string, tuple) == isinstance(message.id, tuple)
                fresh.add(message.id, kept.string if fits else None, flags=message.flags, context=message.context)
    with target.open("wb") as opened:
        write_po(opened, fresh, width=0, omit_header=True)
    header = f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
    plurals = f'"Plural-Forms: {there.plural_forms}\\n"\n\n'
    target.write_text(header + plurals + target.read_text(encoding="utf-8"), encoding="utf-8")


def languages() -> list[str]:
    """Folders of the languages beside English."""
    return sorted(folder.name for folder in (PACKAGE / "locale").iterdir() if folder.is_dir() and folder.name != "en")


def check(fresh: Path) -> int:
    """Every text of the source stands in every catalogue, translated in all languages but English."""
    wrong = []
    for domain in DOMAINS:
        wanted = texts(catalogue(fresh, "en", domain))
        for language in ("en", *languages()):
            wrong += _missing(wanted, language, domain)
    for language in languages():
        wrong += [line for domain in DOMAINS for line in changed(catalogue(PACKAGE / "locale", language, domain))]
    for line in wrong[:20]:
        print(line, file=sys.stderr)
    if wrong:
        print(f"{len(wrong)} texts are missing or wrong: python -m handbill.base.words gathers them", file=sys.stderr)
    return 1 if wrong else 0


def changed(file: Path) -> list[str]:
    """Translations that leave something else open than the text does, or have other markup, a line for each."""
    found = []
    for message in _read(file, file.parts[-3]):
        ours = message.id if isinstance(message.id, tuple) else (message.id,)
        theirs = message.string if isinstance(message.string, tuple) else (message.string,)
        wanted = {mark for text in ours for mark in OPEN.findall(text)}
        # A form for one or two may say the number in a word; whatever stands there must be one of the text's own.
        odd = {mark for text in theirs for mark in OPEN.findall(text)} ^ wanted
        if message.id and any(theirs) and odd:
            found.append(f"{file.parts[-3]}/{file.stem}: {ours[-1]!r}: {', '.join(sorted(odd))}")
    return found


def _read(file: Path, language: str):
    from babel.messages.pofile import read_po

    with file.open("rb") as opened:
        return read_po(opened, locale=language)


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
