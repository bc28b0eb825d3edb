"""Turns a template and its context into a mail: subject, HTML and text from one source."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from codementee.notifications.formatting import day, moment, rupees, span
from codementee.notifications.schemas import Template

_EMPTY_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class RenderedMail:
    subject: str
    html: str
    text: str


class Renderer:
    """``public_url`` is the site's address; relative links in templates and contexts lead there."""

    def __init__(self, *, public_url: str) -> None:
        self._html = _environment(public_url, autoescape=True)
        # Plain text has nothing to escape; nothing of it ever reaches the HTML.
        self._text = _environment(public_url, autoescape=False)

    def render(self, template: Template, context: Mapping[str, Any], *, name: str, time_zone: str) -> RenderedMail:
        """The same arguments give the same mail, byte for byte: a repeated request must be identical.

        Raises jinja2.UndefinedError for a missing value and ValueError for a link that leads nowhere safe.
        """
        values = dict(context) | {"name": name} | _in_zone(time_zone)
        text = self._text.get_template(f"{template.value}.jinja")
        text_values = values | {"layout": "layout.text.jinja", "m": _kit(self._text, "text")}
        subject = "".join(text.blocks["subject"](text.new_context(text_values)))
        html = self._html.get_template(f"{template.value}.jinja")
        html_values = values | {"layout": "layout.html.jinja", "m": _kit(self._html, "html")}
        # Where a macro ends and the next begins there are more empty lines than a reader wants.
        plain = _EMPTY_LINES.sub("\n\n", text.render(text_values))
        return RenderedMail(subject=_flow(subject), html=html.render(html_values), text=plain)


def _environment(public_url: str, *, autoescape: bool) -> Environment:
    environment = Environment(
        loader=PackageLoader("codementee.notifications"),
        autoescape=autoescape,  # noqa: S701 - off for plain text only; a test feeds markup to every template
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )

    def absolute(link: str) -> str:
        if link.startswith("/") and not link.startswith("//"):
            return public_url.rstrip("/") + link
        if link.startswith(("https://", public_url)):
            return link
        raise ValueError("a link in a mail is a path of the site or an https address")

    environment.filters.update(absolute=absolute, rupees=rupees, flow=_flow)
    return environment


def _kit(environment: Environment, kind: str) -> object:
    return environment.get_template(f"kit.{kind}.jinja").module


def _flow(value: object) -> str:
    """On one line, whatever the line breaks in the source."""
    return " ".join(str(value).split())


def _in_zone(time_zone: str) -> dict[str, Callable[..., object]]:
    def show_moment(at: datetime) -> str:
        return moment(at, time_zone)

    def show_day(at: datetime) -> str:
        return day(at, time_zone)

    def show_span(start_at: datetime, end_at: datetime) -> str:
        return span(start_at, end_at, time_zone)

    def show_spans(slots: Sequence[Mapping[str, datetime]]) -> list[str]:
        return [span(slot["start_at"], slot["end_at"], time_zone) for slot in slots]

    return {"moment": show_moment, "day": show_day, "span": show_span, "spans": show_spans}
