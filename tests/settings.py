"""The product's settings over a throw-away data folder, with cheap passwords."""

import atexit
import os
import shutil
import tempfile

os.environ["HANDBILL_DATA"] = tempfile.mkdtemp(prefix="handbill-test-")
atexit.register(shutil.rmtree, os.environ["HANDBILL_DATA"], ignore_errors=True)

from handbill.settings import *  # noqa: E402, F403

HANDBILL_ARGON = {"passes": 1, "kib": 64}
