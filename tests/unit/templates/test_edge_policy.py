"""What the edge lets into pages: next to nothing, and the payment service's checkout where people pay."""

from __future__ import annotations

import re
from typing import Any

import pytest

from checkout import ROOT, read_yaml
from rendering import render, variables

ROLE = ROOT / "roles/nginx"
Policy = dict[str, list[str]]


def rendered(variant: str, **changes: Any) -> str:
    known = variables(ROLE, variant, "debian-13") | changes
    return render(ROLE / "templates/etc/nginx/nginx.conf.j2", known, ROLE / "templates")


def choices(text: str, variable: str) -> dict[str, str]:
    """The pairs of the map that gives a variable its value."""
    match = re.search(rf"map \S+ \${variable} {{(.*?)\n    }}", text, re.DOTALL)
    assert match, variable
    pair = re.compile(r"""^\s+("[^"]*"|\S+) ("[^"]*"|'[^']*'|\S+);$""", re.MULTILINE)
    return {key.strip("\"'"): value[1:-1] if value[0] in "\"'" else value for key, value in pair.findall(match[1])}


def policy(text: str) -> Policy:
    directives = (directive.split() for directive in text.split("; "))
    return {name: sources for name, *sources in directives}


def test_without_a_payment_service_every_page_has_the_same_policy() -> None:
    text = rendered("minimal")
    assert choices(text, "edge_payment_page") == {"default": "0"}
    assert list(choices(text, "edge_content_policy")) == ["default"]
    assert choices(text, "edge_embedder_policy") == {"default": "require-corp"}
    assert "payment=()" in choices(text, "edge_browser_features")["default"]


def test_payment_pages_differ_in_what_is_named_and_in_nothing_else() -> None:
    content = choices(rendered("full"), "edge_content_policy")
    strict, payment = policy(content["default"]), policy(content["1"])
    assert strict == policy(choices(rendered("minimal"), "edge_content_policy")["default"])
    assert payment == strict | {
        "script-src": ["'self'", "https://pay.b.in"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "frame-src": ["https://pay.b.in:8443", "upi:"],
    }


def test_only_the_frames_of_payment_pages_may_ask_for_payments() -> None:
    features = choices(rendered("full"), "edge_browser_features")
    assert 'payment=(self "https://pay.b.in:8443")' in features["1"]
    assert features["1"].replace('(self "https://pay.b.in:8443")', "()") == features["default"]


def test_payment_pages_may_hold_frames_and_answer_their_windows() -> None:
    text = rendered("full")
    assert choices(text, "edge_embedder_policy") == {"default": "require-corp", "1": ""}
    opener = choices(text, "edge_opener_policy")
    assert opener == {"on:0": "same-origin", "on:1": "same-origin-allow-popups", "default": ""}


@pytest.mark.parametrize(
    ("uri", "payment"),
    [
        ("/mentee", True),
        ("/mentee/", True),
        ("/mentee/book?company=google", True),
        ("/mentee?x=1", True),
        ("/", False),
        ("/login?next=/mentee/book", False),
        ("/mentees", False),
        ("/api/mentee/orders", False),
        ("/mentor/mocks", False),
    ],
)
def test_the_area_of_payment_pages_ends_where_it_says(uri: str, payment: bool) -> None:
    expression, *_ = [key for key in choices(rendered("full", **wired()), "edge_payment_page") if key != "default"]
    assert bool(re.search(expression.removeprefix("~"), uri)) is payment


def wired() -> dict[str, Any]:
    shared = read_yaml(ROOT / "group_vars/all/nginx.yml")
    return {name: value for name, value in shared.items() if name.startswith("nginx_payment_")}


def test_what_razorpay_needs_is_wired_and_scripts_stay_named_one_by_one() -> None:
    sources = wired()["nginx_payment_sources"]
    checkout = read_yaml(ROOT / "roles/app/defaults/main.yml")["app_checkout_url"]
    assert re.sub(r"^(https://[^/]+)/.*", r"\1", checkout) in sources["script-src"]
    assert {"https://api.razorpay.com", "https://checkout.razorpay.com"} <= set(sources["frame-src"])
    assert "https://lumberjack.razorpay.com" in sources["connect-src"]
    assert [source for source in sources["script-src"] if not source.startswith("https://")] == []
