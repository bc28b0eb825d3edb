"""Ways in which managing accounts fails."""

from codementee.core.errors import ErrorKind

OWN_ACCOUNT = ErrorKind("own_account", 409, "Your own role and status are changed by another administrator.")
ACCOUNT_DELETED = ErrorKind("account_deleted", 409, "The account is deleted; nothing of it can be changed.")
