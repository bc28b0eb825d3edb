"""Ways in which editing slots fails."""

from codementee.core.errors import ErrorKind

SLOT_INVALID = ErrorKind("slot_invalid", 422, "A slot cannot be like this.")
SEATS_TAKEN = ErrorKind("seats_taken", 409, "Bookings hold seats beyond the new capacity. Move or cancel them first.")
