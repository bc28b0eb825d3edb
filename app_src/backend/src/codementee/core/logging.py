"""JSON lines on standard output, one per event, for our own and for libraries' loggers alike."""

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any, TextIO

import structlog

from codementee.core.context import request_id
from codementee.core.settings import Settings

REDACTED = "[redacted]"
_SECRET_KEYS = re.compile(r"password|secret|token|authorization|cookie|credential|api_?key|_uri$", re.IGNORECASE)
_URL_CREDENTIALS = re.compile(r"(?<=://)[^\s/@:]*:[^\s@]+(?=@)")

logger: structlog.typing.FilteringBoundLogger = structlog.get_logger("codementee")


def configure_logging(settings: Settings, service: str, *, stream: TextIO = sys.stdout) -> None:
    """Send everything through one handler; ``service`` is "api", "worker" or the command's name."""
    static = {"service": service, "release": settings.release, "environment": settings.environment}

    def add_static(_logger: object, _method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
        if current := request_id.get():
            event.setdefault("request_id", current)
        event.update(static)
        return event

    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="timestamp"),
        structlog.processors.format_exc_info,
        add_static,
        redact,
    ]
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(settings.log_level)
    # Its lines repeat what the start and stop events say, as prose; the access log is ours (core.middleware).
    logging.getLogger("uvicorn").setLevel(logging.WARNING)


def redact(_logger: object, _method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """Last line of defence: whatever is named like a secret, and credentials inside any address."""
    for key, value in event.items():
        event[key] = REDACTED if _SECRET_KEYS.search(key) else _redact_value(value)
    return event


def _redact_value(value: object) -> object:
    match value:
        case str():
            return _URL_CREDENTIALS.sub(REDACTED, value)
        case dict():
            return {k: REDACTED if _SECRET_KEYS.search(str(k)) else _redact_value(v) for k, v in value.items()}
        case list() | tuple():
            return [_redact_value(item) for item in value]
        case _:
            return value
