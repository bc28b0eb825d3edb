"""Errors in each vendor's own words."""

from uuid import uuid4

from .types import Json


class VendorError(Exception):
    """An answer other than success, ready to be sent."""

    def __init__(self, status: int, body: Json | str, headers: dict[str, str] | None = None) -> None:
        super().__init__(f"{status} {body}")
        self.status = status
        self.body = body
        self.headers = headers or {}


def vendor_of(path: str) -> str | None:
    """Which vendor a path belongs to; None is the sandbox's own."""
    owners = {
        "/api/": "hostinger",
        "/client/v4/": "cloudflare",
        "/v1/": "razorpay",
        "/emails": "resend",
        "/services/": "chat",
    }
    return next((vendor for prefix, vendor in owners.items() if path.startswith(prefix)), None)


def body_of(vendor: str, status: int, message: str) -> Json | str:
    """The vendor's error body for a status that has no more particular one."""
    if vendor == "hostinger":
        return {"message": message, "correlation_id": str(uuid4())}
    if vendor == "cloudflare":
        codes = {401: 10000, 403: 9109, 404: 7003, 429: 971}
        return cloudflare_body(codes.get(status, 10001), message)
    if vendor == "razorpay":
        code = "SERVER_ERROR" if status >= 500 else "BAD_REQUEST_ERROR"
        return razorpay_body(code, message)
    if vendor == "resend":
        names = {404: "not_found", 405: "method_not_allowed", 429: "rate_limit_exceeded", 500: "application_error"}
        return {"statusCode": status, "name": names.get(status, "internal_server_error"), "message": message}
    return message


def cloudflare_body(code: int, message: str) -> Json:
    return {"success": False, "errors": [{"code": code, "message": message}], "messages": [], "result": None}


def razorpay_body(code: str, description: str, field: str | None = None, reason: str = "NA") -> Json:
    error: Json = {"code": code, "description": description, "source": "NA", "step": "NA", "reason": reason}
    if reason == "input_validation_failed":
        error |= {"source": "business", "step": "payment_initiation"}
    error["metadata"] = {}
    if field is not None:
        error["field"] = field
    return {"error": error}
