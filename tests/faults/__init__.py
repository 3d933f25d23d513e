"""What goes wrong: short here, long on demand with HANDBILL_FAULTS=100 (how many times); each run prints its seed."""

import os
import random

TIMES = int(os.environ.get("HANDBILL_FAULTS", "4"))
SEED = int(os.environ.get("HANDBILL_SEED", "0")) or random.SystemRandom().randrange(1, 10**9)


def drawn(what: str) -> random.Random:
    """Chance for one story; the seed is printed, so that a failure can be played again with HANDBILL_SEED."""
    print(f"{what}: HANDBILL_SEED={SEED}")
    return random.Random(f"{SEED} {what}")
