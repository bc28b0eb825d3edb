"""Serve over TLS: VENDORS_TLS_CERT and VENDORS_TLS_KEY name the certificate, VENDORS_PORT the port (8443)."""

import os
import sys

import uvicorn

from .app import create_app
from .settings import SettingsError, from_environment


def main() -> int:
    try:
        settings = from_environment()
        certificate, key = os.environ["VENDORS_TLS_CERT"], os.environ["VENDORS_TLS_KEY"]
    except SettingsError as error:
        print(f"sandbox-vendors: {error}", file=sys.stderr)
        return 2
    except KeyError as error:
        print(f"sandbox-vendors: {error.args[0]} is missing: the stand-ins serve TLS only", file=sys.stderr)
        return 2
    uvicorn.run(
        create_app(settings),
        host=os.environ.get("VENDORS_HOST", "0.0.0.0"),  # noqa: S104 - a container of its own
        port=int(os.environ.get("VENDORS_PORT", "8443")),
        ssl_certfile=certificate,
        ssl_keyfile=key,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
