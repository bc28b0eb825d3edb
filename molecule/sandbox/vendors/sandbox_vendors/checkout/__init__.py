"""Razorpay's checkout in a browser: the script a shop's page loads, and the page it opens in a frame.

Public, as there: the key id and the order's id say what is paid. Where the real one asks for a card, this one asks what
should happen; the control endpoints do it.
"""

from importlib.resources import files

from fastapi import APIRouter
from fastapi.responses import Response

from ..errors import VendorError, razorpay_body
from ..razorpay import stored
from ..requests import StoreDep
from ..types import Json

router = APIRouter(prefix="/v1", include_in_schema=False)
SOURCES = files(__package__)
# Any shop may load the script and show the page, also one that insists on being asked (COEP).
SHARED = {"Cross-Origin-Resource-Policy": "cross-origin", "X-Content-Type-Options": "nosniff"}
FRAME_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'"


def source(name: str, media_type: str, **headers: str) -> Response:
    content = SOURCES.joinpath(name).read_text(encoding="utf-8")
    return Response(content, media_type=media_type, headers=SHARED | {"Cache-Control": "no-cache"} | headers)


@router.get("/checkout.js")
async def script() -> Response:
    return source("checkout.js", "text/javascript", **{"Access-Control-Allow-Origin": "*"})


@router.get("/checkout/public")
async def frame() -> Response:
    """What the script shows in its frame."""
    embedder = {"Cross-Origin-Embedder-Policy": "require-corp"}
    return source("frame.html", "text/html", **{"Content-Security-Policy": FRAME_POLICY}, **embedder)


@router.get("/checkout/frame.js")
async def frame_script() -> Response:
    return source("frame.js", "text/javascript")


@router.get("/checkout/frame.css")
async def frame_style() -> Response:
    return source("frame.css", "text/css")


@router.get("/checkout/preferences")
async def preferences(key_id: str, order_id: str, store: StoreDep) -> Json:
    """What is to be paid: the order's word counts, not the page's."""
    if key_id != store.settings.razorpay_key_id:
        raise VendorError(401, razorpay_body("BAD_REQUEST_ERROR", "The api key provided is invalid"))
    order = stored(store, "orders", order_id)
    return {name: order[name] for name in ("id", "amount", "amount_due", "currency", "status")}
