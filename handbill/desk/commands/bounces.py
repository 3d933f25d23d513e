"""`handbill bounces`: read reports of mail that did not arrive, from standard input, an mbox file or a Maildir."""

import argparse
import sys

from handbill.base.instance import Unusable
from handbill.desk.commands.opening import open_instance


def run(options: argparse.Namespace) -> int:
    open_instance(migrate=False)
    from handbill.mail.bounces import messages_in, messages_of_folder, take_reports

    if options.file is None:
        taken = take_reports(messages_in(sys.stdin.buffer))
    elif options.file.is_dir():
        taken = take_reports(messages_of_folder(options.file))
    else:
        try:
            with options.file.open("rb") as file:
                taken = take_reports(messages_in(file))
        except OSError as problem:
            raise Unusable(f"{options.file} cannot be read ({problem.strerror}). Nothing was changed.") from problem
    print(
        f"{taken.reports} reports: {taken.stopped} addresses stopped, {taken.soft} full or away for now, {taken.unknown} not about our mail."
    )
    return 0
