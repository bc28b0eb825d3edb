"""Ways in which these rights cannot be used at the moment."""

from codementee.core.errors import ErrorKind

TOO_MANY_EXPORTS = ErrorKind(
    "too_many_exports", 429, "You have just downloaded your data. Try again in an hour.", {"Retry-After": "3600"}
)
ADMIN_ACCOUNT = ErrorKind(
    "admin_account", 409, "Administrators cannot delete themselves. Have another one take the role away first."
)
