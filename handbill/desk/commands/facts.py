"""`handbill facts`: every fact as one JSON line, in order of arrival."""

import argparse
import sys

from handbill.desk.commands.opening import open_instance


def run(options: argparse.Namespace) -> int:
    open_instance(migrate=False)
    from handbill.sync.audit import fact_lines

    for line in fact_lines():
        sys.stdout.write(line + "\n")
    return 0
