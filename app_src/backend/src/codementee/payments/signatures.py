"""Razorpay's signatures: HMAC-SHA256 in hexadecimal, compared in constant time.

Several secrets: while one is being replaced, what was signed with the one before is accepted too.
"""

import hashlib
import hmac
from collections.abc import Sequence


def sign(secret: str, message: bytes) -> str:
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()


def is_signed(message: bytes, signature: str, secrets: Sequence[str]) -> bool:
    """Whether any of the secrets made the signature. False without secrets."""
    given = signature.encode()
    # Every one is tried: which of them fits is not to be learnt from the time it takes.
    matches = [hmac.compare_digest(sign(secret, message).encode(), given) for secret in secrets]
    return any(matches)


def checkout_message(razorpay_order_id: str, razorpay_payment_id: str) -> bytes:
    """What the checkout's signature covers."""
    return f"{razorpay_order_id}|{razorpay_payment_id}".encode()
