"""`handbill rates`: is today's share usual? From a spreadsheet; no instance is opened."""

import argparse

from handbill.desk.commands.writing_csv import write_rows
from handbill.numbers.spreadsheets import STATEMENTS, Left, rates


def run(options: argparse.Namespace) -> int:
    left = Left()
    return write_rows(STATEMENTS, rates(options.trials, left), left)
