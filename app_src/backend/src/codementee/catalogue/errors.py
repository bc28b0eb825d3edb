"""Ways in which editing fails."""

from codementee.core.errors import ErrorKind

EDIT_CONFLICT = ErrorKind(
    "edit_conflict", 409, "Somebody else has changed this meanwhile. Load it again, then repeat your change."
)
ALREADY_EXISTS = ErrorKind("already_exists", 409, "There is one like this already. Change that one instead.")
