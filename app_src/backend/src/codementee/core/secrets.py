"""What a secret must look like outside development. Each check answers with a sentence, never with the value."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

MINIMUM_PASSWORD_LENGTH = 16
MINIMUM_KEY_LENGTH = 32
_KEY_ID = re.compile(r"[A-Za-z0-9_-]{1,32}")
_SENTRY_DSN = re.compile(r"https://[A-Za-z0-9]{8,128}@[A-Za-z0-9.-]+(:\d+)?(/[\w-]+)*/\d+")
_PLACEHOLDERS = ("changeme", "change-me", "change_me", "example", "placeholder", "replace", "secret", "password", "{{")


def _looks_like_placeholder(value: str) -> bool:
    lowered = value.lower()
    return lowered.startswith("<") or any(word in lowered for word in _PLACEHOLDERS)


def uses_tls(uri: str) -> bool:
    """Whether a MongoDB URI asks for TLS: the +srv form does unless it says otherwise."""
    options = _options(uri)
    stated = options.get("tls", options.get("ssl"))
    return stated == "true" if stated is not None else uri.startswith("mongodb+srv://")


def mongodb_uri_problem(uri: str) -> str | None:
    expected = "expected mongodb+srv://USER:PASSWORD@HOST/ or mongodb://USER:PASSWORD@HOST:PORT/?tls=true"
    if not uri.startswith(("mongodb+srv://", "mongodb://")) or "@" not in uri:
        return f"no MongoDB address with credentials; {expected}"
    credentials = uri.partition("://")[2].rpartition("@")[0]
    user, _, password = credentials.partition(":")
    if not user or not password:
        return f"no user or no password in the address; {expected}"
    if _looks_like_placeholder(unquote(password)):
        return f"the password is a placeholder; {expected}"
    if not uses_tls(uri):
        return f"the connection would not be encrypted; {expected}"
    options = _options(uri)
    if any(
        options.get(name) == "true"
        for name in ("tlsinsecure", "tlsallowinvalidcertificates", "tlsallowinvalidhostnames")
    ):
        return "switches certificate checks off; remove tlsInsecure and tlsAllowInvalid… and install the CA instead"
    return None


def cache_password_problem(password: str) -> str | None:
    expected = f"expected at least {MINIMUM_PASSWORD_LENGTH} random characters, for example from: openssl rand -hex 32"
    if not password:
        return f"empty or absent; {expected}"
    if len(password) < MINIMUM_PASSWORD_LENGTH:
        return f"too short; {expected}"
    if _looks_like_placeholder(password):
        return f"a placeholder; {expected}"
    return None


def jwt_keys_problem(text: str) -> str | None:
    expected = (
        f"expected lines of id:secret, newest first, each secret at least {MINIMUM_KEY_LENGTH} random characters, "
        "for example from: openssl rand -hex 32"
    )
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        return f"empty or absent; {expected}"
    pairs = [line.partition(":") for line in lines]
    if not all(_KEY_ID.fullmatch(identifier) for identifier, _, _ in pairs):
        return f"an id is missing or has other characters than letters, digits, - and _; {expected}"
    if len({identifier for identifier, _, _ in pairs}) < len(pairs):
        return f"two keys have the same id; {expected}"
    if any(len(secret) < MINIMUM_KEY_LENGTH for _, _, secret in pairs):
        return f"a key is too short; {expected}"
    if any(_looks_like_placeholder(secret) for _, _, secret in pairs):
        return f"a key is a placeholder; {expected}"
    return None


def shared_secrets_problem(text: str) -> str | None:
    """Of secrets that an outside service has too: lines, newest first, each in use while it is being replaced."""
    expected = (
        f"expected lines of at least {MINIMUM_PASSWORD_LENGTH} characters, newest first, as the service shows them"
    )
    secrets = secret_lines(text)
    if not secrets:
        return f"empty or absent; {expected}"
    if any(len(secret) < MINIMUM_PASSWORD_LENGTH for secret in secrets):
        return f"too short; {expected}"
    if any(_looks_like_placeholder(secret) for secret in secrets):
        return f"a placeholder; {expected}"
    return None


def secret_lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def mail_key_problem(key: str) -> str | None:
    expected = "expected a key of the mail service, as its console shows it once (re_…)"
    if not key:
        return f"empty or absent; {expected}"
    if len(key) < MINIMUM_PASSWORD_LENGTH or any(character.isspace() for character in key):
        return f"too short or with a space in it; {expected}"
    if _looks_like_placeholder(key):
        return f"a placeholder; {expected}"
    return None


def sentry_dsn_problem(dsn: str) -> str | None:
    # Without one, defects are stored and not passed on.
    if dsn and not _SENTRY_DSN.fullmatch(dsn):
        return "not the address of a project; expected https://KEY@HOST/PROJECT, or an empty file"
    return None


def _options(uri: str) -> dict[str, str]:
    # Hosts and credentials may hold what urlsplit rejects (lists, brackets); only the query matters here.
    query = urlsplit("x://x/?" + uri.partition("?")[2]).query
    return {name.lower(): values[-1].lower() for name, values in parse_qs(query).items()}
