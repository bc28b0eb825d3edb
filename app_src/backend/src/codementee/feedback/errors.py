"""Ways in which feedback and ratings can be refused."""

from codementee.core.errors import ErrorKind

FEEDBACK_EXISTS = ErrorKind("feedback_exists", 409, "The feedback for this mock has been given already.")
FEEDBACK_NOT_POSSIBLE = ErrorKind("feedback_not_possible", 409, "This mock did not take place; there is no feedback.")
FEEDBACK_TOO_EARLY = ErrorKind("feedback_too_early", 409, "Feedback can be given once the mock has begun.")
FEEDBACK_MISSING = ErrorKind("feedback_missing", 409, "A mock can be rated once its feedback is there.")
ALREADY_RATED = ErrorKind("already_rated", 409, "This mock has been rated already.")
