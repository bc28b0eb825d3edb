"""What `docker service ls` says, as data."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

_REPLICAS = re.compile(r"(?P<running>\d+)/(?P<desired>\d+)(?: \((?P<done>\d+)/(?P<wanted>\d+) completed\))?")


def short_services(listing: str) -> list[str]:
    """The services that do not run as often as they should, as `name running/desired`, from `--format json` lines.

    A job counts by its completed tasks. A service scaled to zero is as short as any other: nobody is served by it.
    """
    short = []
    for line in filter(None, (line.strip() for line in listing.splitlines())):
        service = json.loads(line)
        match = _REPLICAS.match(service["Replicas"])
        if match is None:
            raise ValueError(f"unknown replica count of {service['Name']}: {service['Replicas']}")
        job = match["wanted"] is not None
        running, desired = (match["done"], match["wanted"]) if job else (match["running"], match["desired"])
        if int(running) != int(desired) or int(desired) == 0:
            short.append(f"{service['Name']} {running}/{desired}")
    return short


class FilterModule:
    """What Ansible asks a filter plugin for."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"short_services": short_services}
