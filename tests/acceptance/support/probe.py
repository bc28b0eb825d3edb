"""A probe from outside, as a visitor comes: name, certificate, page."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime

import dns.exception
import dns.resolver

from .web import Web


class ProbeError(AssertionError):
    """What a visitor would run into, with the name of the step."""


@dataclass(frozen=True)
class PageProbe:
    """An answered URL."""

    status: int
    milliseconds: float


def probe_url(visitor: Web, url: str, limit_seconds: float = 5.0) -> PageProbe:
    """Fetch a URL within a limit; anything but 2xx is a failure."""
    began = time.monotonic()
    answer = visitor.get(url)
    seconds = time.monotonic() - began
    if not answer.is_success:
        raise ProbeError(f"URL {url}: status {answer.status_code}")
    if seconds > limit_seconds:
        raise ProbeError(f"URL {url}: answered after {seconds:.1f} s, limit {limit_seconds:g}")
    return PageProbe(answer.status_code, seconds * 1000)


def probe_tls_expiry(
    visitor: Web, host: str, minimum_share: float, now: datetime | None = None, port: int = 443
) -> tuple[float, float]:
    """(days left, days of its whole life) of the verified certificate; less than the share of its life is a failure."""
    certificate = visitor.certificate(host, port)
    end, begin = certificate.not_valid_after_utc, certificate.not_valid_before_utc
    left = (end - (now or datetime.now(UTC))).total_seconds() / 86_400
    life = (end - begin).total_seconds() / 86_400
    if left < life * minimum_share:
        raise ProbeError(
            f"TLS {host}: {left:.1f} of {life:.0f} days left, less than {minimum_share:.0%}: renewal is overdue"
        )
    return left, life


def probe_dns(resolver: dns.resolver.Resolver, host: str, expected: set[str]) -> set[str]:
    """Addresses of a name; any other set than the expected one is a failure."""
    try:
        found = {record.to_text() for record in resolver.resolve(host, "A")}
    except dns.exception.DNSException as error:
        raise ProbeError(f"DNS {host}: {type(error).__name__}: {error}") from error
    if found != expected:
        raise ProbeError(f"DNS {host}: {', '.join(sorted(found))} instead of {', '.join(sorted(expected))}")
    return found
