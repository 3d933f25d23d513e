"""`handbill bounces`: read reports of mail that did not arrive, from standard input, an mbox file, a Maildir or a mail server's log."""

import argparse
import sys

from handbill.base.instance import Unusable
from handbill.desk.commands.opening import open_instance


def run(options: argparse.Namespace) -> int:
    open_instance(migrate=False)
    from handbill.mail.bounces import messages_of_folder, take_file, take_reports

    try:
        if options.file is None:
            taken = take_file(sys.stdin.buffer)
        elif options.file.is_dir():
            taken = take_reports(messages_of_folder(options.file))
        else:
            with options.file.open("rb") as file:
                taken = take_file(file)
    except OSError as problem:
        raise Unusable(f"{options.file} cannot be read ({problem.strerror}). Nothing was changed.") from problem
    print(
        f"{taken.reports} reports: {taken.stopped} addresses stopped, {taken.soft} full or away for now, {taken.unknown} not about our mail."
    )
    return 0
