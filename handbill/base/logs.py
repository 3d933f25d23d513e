"""Log lines hold ids and counts: arguments of requests and variables of frames never get in."""

import logging
import traceback


class PlainFormatter(logging.Formatter):
    """Time, level, logger, message; of an exception its type and the places, never its text or values."""

    def __init__(self):
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatException(self, exc_info):
        kind, _, trace = exc_info
        places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)]
        return f"{kind.__name__} at " + " < ".join(reversed(places))
