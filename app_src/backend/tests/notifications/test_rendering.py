"""Every template says the same in HTML and in text, and lets nobody write markup into it."""

import re
from collections.abc import Mapping
from datetime import datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from jinja2 import UndefinedError

from codementee.notifications.policy import FIELDS
from codementee.notifications.rendering import RenderedMail, Renderer
from codementee.notifications.schemas import Template
from tests.notifications.samples import SAMPLES, START

SITE = "https://codementee.example"
CASES = [
    pytest.param(template, context, id=f"{template}-{number}")
    for template, contexts in SAMPLES.items()
    for number, context in enumerate(contexts)
]
MARKUP = '<script>alert("x")</script>&'


@pytest.fixture(scope="module")
def renderer() -> Renderer:
    return Renderer(public_url=SITE)


def render(renderer: Renderer, template: Template, context: Mapping[str, Any]) -> RenderedMail:
    return renderer.render(template, context, name="Asha Rao", time_zone="Asia/Kolkata")


class _Reader(HTMLParser):
    """What a person sees of a mail, and where its links lead."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._hidden += tag in {"style", "title"}
        self.links += [value for name, value in attrs if name == "href" and value]

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in {"style", "title"}

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words += data.split()


def read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    return reader


def words(text: str) -> list[str]:
    """Words without the signs that only lay the text out: colons after labels, dashes before items."""
    return [stripped for word in text.split() if (stripped := word.strip(":-")) and stripped != "Or"]


def test_every_template_has_a_sample_with_exactly_what_it_asks_for() -> None:
    assert set(SAMPLES) == set(Template) == set(FIELDS)
    for template, contexts in SAMPLES.items():
        for context in contexts:
            assert context.keys() == FIELDS[template], template


@pytest.mark.parametrize(("template", "context"), CASES)
def test_html_and_text_say_the_same(renderer: Renderer, template: Template, context: Mapping[str, Any]) -> None:
    mail = render(renderer, template, context)
    html = read(mail.html)
    in_html, in_text = words(" ".join(html.words)), words(mail.text)
    # The HTML has its wordmark on top and says "Or open <address>" below a button; otherwise word for word the same.
    expected = [word for word in in_html[1:] if word != "open"]
    assert expected == [word for word in in_text if word != "open"]
    assert in_html[0] == "Codementee"
    assert set(html.links) <= {word.rstrip(".,:") for word in mail.text.split()}
    assert mail.subject
    assert "\n" not in mail.subject


@pytest.mark.parametrize(("template", "context"), CASES)
def test_a_missing_value_is_an_error(renderer: Renderer, template: Template, context: Mapping[str, Any]) -> None:
    for field in context:
        lacking = {name: value for name, value in context.items() if name != field}
        with pytest.raises(UndefinedError):
            render(renderer, template, lacking)


@pytest.mark.parametrize(("template", "context"), CASES)
def test_no_value_is_taken_for_markup(renderer: Renderer, template: Template, context: Mapping[str, Any]) -> None:
    plain = read(render(renderer, template, context).html).tags
    branches = {"cancelled_by", "absent", "role", "link", "meeting_url"}
    hostile = {name: MARKUP if isinstance(v, str) and name not in branches else v for name, v in context.items()}
    mail = renderer.render(template, hostile, name=MARKUP, time_zone="Asia/Kolkata")
    assert read(mail.html).tags == plain
    assert "<script>" not in mail.html
    # Plain text shows it as it is.
    assert MARKUP in mail.text


@pytest.mark.parametrize(("template", "context"), CASES)
def test_the_same_again_gives_the_same_bytes(template: Template, context: Mapping[str, Any]) -> None:
    first, second = (render(Renderer(public_url=SITE), template, context) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(("template", "context"), CASES)
def test_instants_and_money_are_shown_for_people(
    renderer: Renderer, template: Template, context: Mapping[str, Any]
) -> None:
    text = render(renderer, template, context).text
    for name, value in context.items():
        if name.endswith("_paise"):
            assert ("₹4,999" if value == 499_900 else "₹1,23,456") in text
            assert str(value) not in text
        elif isinstance(value, datetime) and name not in {"end_at", "issued_at", "valid_until_at"}:
            assert "IST (Asia/Kolkata)" in text
            assert f"{value.year}-" not in text


@pytest.mark.parametrize("link", ["javascript:alert(1)", "//evil.example/x", "http://evil.example/", "verify?token=1"])
def test_a_link_leads_to_the_site_or_to_an_https_address(renderer: Renderer, link: str) -> None:
    with pytest.raises(ValueError, match="a link in a mail"):
        render(renderer, Template.PASSWORD_RESET, {"link": link, "valid_minutes": 30})


def test_links_are_absolute(renderer: Renderer) -> None:
    mail = render(renderer, Template.VERIFY_EMAIL, {"link": "/verify-email?token=a&b=c", "valid_hours": 48})
    assert f"{SITE}/verify-email?token=a&b=c" in mail.text
    assert f"{SITE}/verify-email?token=a&b=c" in read(mail.html).links


def test_times_are_in_the_recipients_zone(renderer: Renderer) -> None:
    context = {"at": START}
    for zone, shown in {
        "Asia/Kolkata": "Sat 28 Nov 2026, 6:30 pm IST (Asia/Kolkata)",
        "America/New_York": "Sat 28 Nov 2026, 8:00 am EST (America/New_York)",
        "Asia/Dubai": "Sat 28 Nov 2026, 5:00 pm UTC+04:00 (Asia/Dubai)",
        "No/Such": "Sat 28 Nov 2026, 1:00 pm UTC",
    }.items():
        assert shown in renderer.render(Template.PASSWORD_CHANGED, context, name="Asha", time_zone=zone).text


def test_mails_are_readable_in_the_dark(renderer: Renderer) -> None:
    html = render(renderer, Template.WELCOME, {}).html
    assert 'name="color-scheme" content="light dark"' in html
    assert re.search(r"@media \(prefers-color-scheme: dark\)", html)
