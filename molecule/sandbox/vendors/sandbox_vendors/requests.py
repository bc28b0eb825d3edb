"""What every vendor's endpoints take from a request."""

import hmac
import json
from typing import Annotated, Any

from fastapi import Depends, Request

from .errors import VendorError, body_of, vendor_of
from .store import Store
from .types import Json


async def get_store(request: Request) -> Store:
    store: Store = request.app.state.store
    return store


async def read_json(request: Request) -> Json:
    """The body as an object, or the vendor's refusal."""
    vendor = vendor_of(request.url.path) or ""
    raw = await request.body()
    if not raw:
        return {}
    try:
        value: Any = json.loads(raw)
    except ValueError as error:
        raise VendorError(400, body_of(vendor, 400, "The request body is not valid JSON")) from error
    if not isinstance(value, dict):
        raise VendorError(400, body_of(vendor, 400, "The request body must be an object"))
    return value


def bearer_token(request: Request) -> str | None:
    """The token of an Authorization header, or None when there is no such header."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def same_secret(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode(), expected.encode())


StoreDep = Annotated[Store, Depends(get_store)]
JsonBody = Annotated[Json, Depends(read_json)]
