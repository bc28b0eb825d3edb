"""What a secret must look like outside development. Each check answers with a sentence, never with the value."""

from urllib.parse import parse_qs, unquote, urlsplit

MINIMUM_PASSWORD_LENGTH = 16
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


def _options(uri: str) -> dict[str, str]:
    # Hosts and credentials may hold what urlsplit rejects (lists, brackets); only the query matters here.
    query = urlsplit("x://x/?" + uri.partition("?")[2]).query
    return {name.lower(): values[-1].lower() for name, values in parse_qs(query).items()}
