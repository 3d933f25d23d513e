"""Data in and out: spreadsheets, address books, calendars.

In: a file that another programme wrote. Out of it: people with sealed cards, each known to have come by this import, so that
the whole of it can be taken back. Out again: people, facts, the ledger and outings as files others read.
"""
