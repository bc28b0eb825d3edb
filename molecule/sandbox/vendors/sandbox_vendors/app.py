"""The application: every vendor, the control endpoints and the inbox, behind the gate."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse, Response
from starlette.exceptions import HTTPException

from . import chat, checkout, cloudflare, control, hostinger, inbox, razorpay, resend
from .errors import VendorError, body_of, vendor_of
from .gate import Gate
from .settings import Settings
from .store import Store, utc_now
from .types import Clock, Json


def create_app(settings: Settings, clock: Clock = utc_now) -> Gate:
    app = FastAPI(title="Vendors of the sandbox", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.store = Store(settings, clock)
    for router in (
        hostinger.router,
        cloudflare.public,
        cloudflare.router,
        checkout.router,
        razorpay.router,
        resend.router,
        chat.router,
        control.router,
        inbox.router,
    ):
        app.include_router(router)
    app.add_exception_handler(VendorError, answer_vendor_error)
    app.add_exception_handler(HTTPException, answer_http_error)
    app.add_exception_handler(RequestValidationError, answer_invalid)
    return Gate(app, app.state.store)


def respond(status: int, body: Json | str, headers: dict[str, str] | None = None) -> Response:
    if isinstance(body, str):
        return PlainTextResponse(body, status, headers)
    return JSONResponse(body, status, headers)


async def answer_vendor_error(_: Request, error: Exception) -> Response:
    if not isinstance(error, VendorError):
        raise error
    return respond(error.status, error.body, error.headers)


async def answer_http_error(request: Request, error: Exception) -> Response:
    """Unknown paths and methods, in the vendor's own words."""
    if not isinstance(error, HTTPException):
        raise error
    vendor = vendor_of(request.url.path)
    body = body_of(vendor, error.status_code, error.detail) if vendor else {"detail": error.detail}
    return respond(error.status_code, body)


async def answer_invalid(request: Request, error: Exception) -> Response:
    """Parameters outside their range."""
    if not isinstance(error, RequestValidationError):
        raise error
    found = [f"{'.'.join(str(part) for part in item['loc'])}: {item['msg']}" for item in error.errors()]
    vendor = vendor_of(request.url.path)
    status = 422 if vendor in (None, "hostinger", "resend") else 400
    message = "; ".join(found)
    return respond(status, body_of(vendor, status, message) if vendor else {"detail": message})
