"""Batches of print: what was printed, under which code. Flows in: a print run. Flows out: batches that can be taken along."""
