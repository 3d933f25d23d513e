"""The front page as a picture, drawn once for each content and kept in memory."""

import threading
from collections import OrderedDict

from handbill.press.contents import IssueContents

WIDTH = 900
MOST = 12  # of some 200 kB each

_kept: OrderedDict[str, bytes] = OrderedDict()
_lock = threading.Lock()


def front_of(contents: IssueContents) -> bytes:
    """PNG. The layout engine is loaded by whoever asks first."""
    from handbill.press.print import front_picture

    digest = contents.digest
    with _lock:
        if digest not in _kept:
            _kept[digest] = front_picture(contents, WIDTH)
            while len(_kept) > MOST:
                _kept.popitem(last=False)
        _kept.move_to_end(digest)
        return _kept[digest]
