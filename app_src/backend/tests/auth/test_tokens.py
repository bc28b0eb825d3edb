"""Access tokens that are not ours, whatever they claim."""

import base64
import json
from datetime import UTC, datetime
from typing import Any

import jwt
import pytest
from bson import ObjectId

from codementee.auth.errors import TOKEN_INVALID
from codementee.auth.keys import KeyRing
from codementee.auth.tokens import AccessTokens
from codementee.core.errors import AppError

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
OLD, NEW = "o" * 40, "n" * 40
USER, SESSION = ObjectId(), ObjectId()
ISSUER = "https://codementee.test"


def tokens(text: str) -> AccessTokens:
    return AccessTokens(KeyRing.parse(text), issuer=ISSUER)


def claims(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever a forger sends
    now = NOW.timestamp()
    good = {"sub": str(USER), "sid": str(SESSION), "iss": ISSUER, "aud": "codementee-api", "iat": now, "exp": now + 600}
    return {name: value for name, value in (good | changes).items() if value is not None}


def refuses(token: str) -> None:
    with pytest.raises(AppError) as error:
        tokens(f"new:{NEW}").verify(token, now=NOW)
    assert error.value.kind is TOKEN_INVALID


def test_rotation_keeps_old_tokens_valid_until_the_key_goes() -> None:
    token = tokens(f"old:{OLD}").issue(user_id=USER, session_id=SESSION, now=NOW)
    assert tokens(f"new:{NEW}\nold:{OLD}\n").verify(token, now=NOW).user_id == USER
    assert (
        jwt.get_unverified_header(tokens(f"new:{NEW}\nold:{OLD}").issue(user_id=USER, session_id=SESSION, now=NOW))[
            "kid"
        ]
        == "new"
    )
    refuses(token)


@pytest.mark.parametrize(
    "change",
    [
        {"aud": "another"},
        {"iss": "https://evil.example.com"},
        {"sub": None},
        {"sid": None},
        {"exp": None},
        {"iat": None},
        {"sub": "admin"},
        {"sub": {"$ne": None}},
        {"exp": "soon"},
        {"exp": 1e300},
        {"iat": -1e300},
        {"exp": float("nan")},
        {"iat": NOW.timestamp() + 31},
    ],
)
def test_wrong_claims(change: dict[str, Any]) -> None:
    refuses(jwt.encode(claims(**change), NEW, algorithm="HS256", headers={"kid": "new"}))


def test_control_of_the_above() -> None:
    token = jwt.encode(claims(), NEW, algorithm="HS256", headers={"kid": "new"})
    assert tokens(f"new:{NEW}").verify(token, now=NOW).session_id == SESSION


@pytest.mark.parametrize("kid", [None, "other", ["new"], "../new"])
def test_unknown_key(kid: object) -> None:
    header = base64.urlsafe_b64encode(json.dumps({"alg": "HS256", "kid": kid}).encode()).decode().rstrip("=")
    _, payload, signature = jwt.encode(claims(), NEW, algorithm="HS256", headers={"kid": "new"}).split(".")
    refuses(f"{header}.{payload}.{signature}")


@pytest.mark.parametrize("algorithm", ["HS384", "HS512"])
@pytest.mark.filterwarnings("ignore::jwt.InsecureKeyLengthWarning")
def test_other_algorithm(algorithm: str) -> None:
    refuses(jwt.encode(claims(), NEW, algorithm=algorithm, headers={"kid": "new"}))


def test_no_algorithm() -> None:
    refuses(jwt.encode(claims(), "", algorithm="none", headers={"kid": "new"}))


@pytest.mark.parametrize("token", ["", "a", "a.b", "a.b.c", "a.b.c.d", "é.é.é", "x" * 5_000])
def test_junk(token: str) -> None:
    refuses(token)
