"""What can be asked of the API. `TABLE` is the one source: addresses, checks, answers and OpenAPI come from it."""

from handbill.exchange.api.operations import facts, facts_in, group, numbers, outings, paper, places
from handbill.exchange.api.operations.operation import Operation

TABLE: tuple[Operation, ...] = (
    *group.OPERATIONS,
    *outings.OPERATIONS,
    *places.OPERATIONS,
    *paper.OPERATIONS,
    *facts.OPERATIONS,
    *facts_in.OPERATIONS,
    *numbers.OPERATIONS,
)
