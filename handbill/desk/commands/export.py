"""`handbill export FILE`: everything as one documented file, cards sealed as they are."""

import argparse

from handbill.base.instance import Unusable
from handbill.desk.commands.opening import open_instance


def run(options: argparse.Namespace) -> int:
    if options.file.exists():
        raise Unusable(f"{options.file} is there already. Nothing was changed. Name a new file.")
    open_instance(migrate=False)
    from handbill.desk.commands.whole_file import write_whole

    try:
        rows = write_whole(options.file)
    except BaseException as problem:
        options.file.unlink(missing_ok=True)
        if isinstance(problem, OSError):
            raise Unusable(f"{options.file} cannot be written ({problem.strerror}). Nothing was changed.") from problem
        raise
    print(
        f"Written: {rows:,} rows in {options.file}. Cards are sealed in it; facts, names of members and the secret that"
        " signs links are not. Keep it as you keep a key. `handbill import` takes it back."
    )
    return 0
