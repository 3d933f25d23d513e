"""`handbill forecast`: how many copies to bring, from a spreadsheet. No instance is opened."""

import argparse

from handbill.desk.commands.writing_csv import write_rows
from handbill.numbers.spreadsheets import ANSWERS, Left, forecast


def run(options: argparse.Namespace) -> int:
    left = Left()
    return write_rows(ANSWERS, forecast(options.outings, options.plans, options.handouts, left), left)
