"""Settings, from the environment. A secret may also be given as a file: NAME_FILE instead of NAME."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PREFIX = "VENDORS_"


class SettingsError(Exception):
    """A setting is missing or malformed; the message names all of them."""


@dataclass(frozen=True)
class Settings:
    hostinger_token: str
    cloudflare_token: str
    razorpay_key_id: str
    razorpay_key_secret: str
    razorpay_webhook_secret: str
    resend_api_key: str
    chat_webhook_path: str
    domain: str = "codementee.test"
    # Where Razorpay's events go; empty sends none.
    razorpay_webhook_url: str = ""
    # Waits between attempts to deliver an event.
    razorpay_retry_seconds: tuple[float, ...] = (2, 10, 60)
    # The authorities a webhook's receiver is verified against; None is the system's own.
    ca_file: Path | None = None
    # What a bought machine gets, in this order, and how long it takes to start.
    hostinger_addresses: tuple[str, ...] = ("203.0.113.10", "203.0.113.11", "203.0.113.12", "203.0.113.13")
    hostinger_boot_seconds: float = 2
    # Kept across restarts when given.
    state_file: Path | None = None
    recorded_calls: int = 2000


REQUIRED = (
    "hostinger_token",
    "cloudflare_token",
    "razorpay_key_id",
    "razorpay_key_secret",
    "razorpay_webhook_secret",
    "resend_api_key",
    "chat_webhook_path",
)


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings, or raise SettingsError with everything that is wrong."""
    source = os.environ if environment is None else environment

    def read(name: str, default: str = "") -> str:
        key = PREFIX + name.upper()
        if file := source.get(f"{key}_FILE"):
            return Path(file).read_text(encoding="utf-8").strip()
        return source.get(key, default)

    required = {name: read(name) for name in REQUIRED}
    missing = [f"{PREFIX}{name.upper()} (or {PREFIX}{name.upper()}_FILE)" for name in REQUIRED if not required[name]]
    if missing:
        raise SettingsError("these settings are missing: " + ", ".join(missing))
    if not required["chat_webhook_path"].startswith("/services/"):
        raise SettingsError(f"{PREFIX}CHAT_WEBHOOK_PATH must look like /services/T000/B000/secret")
    return Settings(
        hostinger_token=required["hostinger_token"],
        cloudflare_token=required["cloudflare_token"],
        razorpay_key_id=required["razorpay_key_id"],
        razorpay_key_secret=required["razorpay_key_secret"],
        razorpay_webhook_secret=required["razorpay_webhook_secret"],
        resend_api_key=required["resend_api_key"],
        chat_webhook_path=required["chat_webhook_path"],
        domain=read("domain", Settings.domain),
        razorpay_webhook_url=read("razorpay_webhook_url"),
        razorpay_retry_seconds=tuple(float(part) for part in read("razorpay_retry_seconds", "2,10,60").split(",")),
        ca_file=Path(value) if (value := read("ca_file")) else None,
        hostinger_addresses=tuple(read("hostinger_addresses", ",".join(Settings.hostinger_addresses)).split(",")),
        hostinger_boot_seconds=float(read("hostinger_boot_seconds", "2")),
        state_file=Path(value) if (value := read("state_file")) else None,
    )
