"""`handbill passed-on`: the share of copies that came through a friend, with its interval."""

import argparse
import csv
import sys

from handbill.base.instance import Unusable
from handbill.numbers import share


def run(options: argparse.Namespace) -> int:
    friends, direct = options.answers
    if min(friends, direct) < 0:
        raise Unusable("Counts of answers are 0 or more.")
    found = share(friends, direct)
    shown = f"{found.share:.4f}", f"{found.low:.4f}", f"{found.high:.4f}", int(found.is_shown)
    csv.writer(sys.stdout, lineterminator="\n").writerows([("share", "low", "high", "shown"), shown])
    return 0
