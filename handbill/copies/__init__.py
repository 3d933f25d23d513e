"""Copies of print: what was printed, under which code, who holds it and where it went.

Flows in: print runs, what members move and count, what phones noted (`noted`). Flows out: batches that can be taken along,
and for other rooms `queries`: `in_cupboard`, `stock`, `movements_of(outing)`, `gap_of(outing)`, `pace_of(issue)`,
`scans_of(batch)`; `actions.bring` and `actions.count_scan`.
"""
