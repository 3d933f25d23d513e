"""Log lines name places, never what was in hand."""

import logging

from handbill.base.logs import PlainFormatter


def test_the_text_of_an_exception_stays_out_of_the_log():
    try:
        raise ValueError("Sana Whitlock, 07700 900 143")
    except ValueError:
        import sys

        record = logging.LogRecord("handbill", logging.ERROR, __file__, 1, "failed", None, sys.exc_info())
    line = PlainFormatter().format(record)
    assert "ValueError at" in line
    assert "Sana" not in line
    assert "07700" not in line
