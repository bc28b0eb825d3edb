"""Ways in which signing in, or being signed in, fails."""

from codementee.core.errors import DATABASE_UNAVAILABLE, ErrorKind

_CHALLENGE = {"WWW-Authenticate": "Bearer"}

AUTHENTICATION_REQUIRED = ErrorKind("authentication_required", 401, "Sign in first.", _CHALLENGE)
TOKEN_INVALID = ErrorKind("token_invalid", 401, "The access token is not one of ours. Sign in again.", _CHALLENGE)
TOKEN_EXPIRED = ErrorKind("token_expired", 401, "The access token has expired. Refresh it.", _CHALLENGE)
ROLE_REQUIRED = ErrorKind("role_required", 403, "Your account is not of the kind this address is for.")
PLAN_REQUIRED = ErrorKind("plan_required", 402, "This needs a plan with mock interviews left.")
EMAIL_UNVERIFIED = ErrorKind("email_unverified", 403, "Confirm your e-mail address first; we can send the mail again.")

CREDENTIALS_WRONG = ErrorKind("credentials_wrong", 401, "E-mail address or password is wrong.", _CHALLENGE)
PASSWORD_WRONG = ErrorKind("password_wrong", 403, "The current password is wrong.")
TOO_MANY_ATTEMPTS = ErrorKind(
    "too_many_attempts",
    429,
    "Too many failed attempts for this account. Wait before the next one.",
    {"Retry-After": "60"},
)
EMAIL_TAKEN = ErrorKind("email_taken", 409, "There is an account with this e-mail address. Sign in instead.")
PASSWORD_WEAK = ErrorKind("password_weak", 422, "This password is too easy to guess. Take a longer or rarer one.")
SESSION_ENDED = ErrorKind("session_ended", 401, "You are signed out. Sign in again.")
LINK_INVALID = ErrorKind(
    "link_invalid", 410, "This link has been used, has expired, or was never ours. Ask for a new one."
)
ORIGIN_REFUSED = ErrorKind("origin_refused", 403, "The request does not come from our own pages.")
PLAN_UNKNOWN = ErrorKind("plan_unknown", 422, "There is no such plan on sale.")

# What every endpoint for people who are signed in can answer with; and those for one role.
SIGNED_IN_ERRORS = (AUTHENTICATION_REQUIRED, TOKEN_INVALID, TOKEN_EXPIRED, SESSION_ENDED, DATABASE_UNAVAILABLE)
AUTH_ERRORS = (*SIGNED_IN_ERRORS, ROLE_REQUIRED)
