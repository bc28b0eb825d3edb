"""Answers that a browser or proxy may keep but must check: a change shows at once, an unchanged body costs a 304."""

from hashlib import sha256

from fastapi import Request, Response

# Kept, but asked about every time: prices must never be shown from a stale copy.
_CACHE_CONTROL = "public, no-cache"


def conditional_json(request: Request, body: bytes) -> Response:
    """The body with its entity tag, or 304 when the caller already has exactly this."""
    etag = f'"{sha256(body).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": _CACHE_CONTROL}
    if _matches(request.headers.getlist("if-none-match"), etag):
        return Response(status_code=304, headers=headers)
    return Response(body, media_type="application/json", headers=headers)


def _matches(values: list[str], etag: str) -> bool:
    # Weak comparison, as RFC 9110 asks for here: a proxy that compresses marks our tag as weak.
    tags = [tag.strip().removeprefix("W/") for value in values for tag in value.split(",")]
    return etag in tags or "*" in tags
