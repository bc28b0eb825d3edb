"""Ways in which a range of months is not one."""

from codementee.core.errors import FieldProblem

RANGE_REVERSED = FieldProblem("to", "Must not be before `from`.")
RANGE_TOO_LONG = FieldProblem("from", "A range has 24 months at most.")
