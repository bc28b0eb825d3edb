"""Ways in which editing interview types fails."""

from codementee.core.errors import ErrorKind

DURATIONS_REVERSED = ErrorKind("durations_reversed", 422, "The shortest duration would exceed the longest one.")
