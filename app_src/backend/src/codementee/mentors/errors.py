"""Ways in which editing a mentor fails."""

from codementee.core.errors import ErrorKind

PROFILE_INVALID = ErrorKind("profile_invalid", 422, "The profile names something that is not in the catalogue.")
DATE_OUT_OF_RANGE = ErrorKind("date_out_of_range", 400, "Exceptions can be made from yesterday to two years ahead.")
NOT_A_MENTOR = ErrorKind("not_a_mentor", 409, "The account is not an active mentor's. Change its role or status first.")
