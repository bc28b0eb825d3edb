"""An invoice as a page of HTML: one file that needs nothing else, on screen and on paper."""

import base64
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from codementee.invoices.places import STATES
from codementee.invoices.policy import INDIA, DocumentKind
from codementee.invoices.repository import Invoice
from codementee.invoices.words import rupees, rupees_in_words

_RESOURCES = files("codementee.invoices")
_STYLE = (_RESOURCES / "document.css").read_text("utf-8")
_ENVIRONMENT = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
_ENVIRONMENT.filters["rupees"] = rupees
_TEMPLATE = _ENVIRONMENT.from_string((_RESOURCES / "document.html.j2").read_text("utf-8"))

# Nothing is loaded and nothing runs; the one style sheet is known by its digest.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
    f"style-src 'sha256-{base64.b64encode(sha256(_STYLE.encode()).digest()).decode()}'"
)

_TITLES = {
    (DocumentKind.INVOICE, True): "Tax invoice",
    (DocumentKind.INVOICE, False): "Receipt",
    (DocumentKind.CREDIT_NOTE, True): "Credit note",
    (DocumentKind.CREDIT_NOTE, False): "Refund receipt",
}


def render(invoice: Invoice) -> str:
    """Dates in Indian time. Everything people typed is escaped."""
    original = invoice.original_issued_at
    return _TEMPLATE.render(
        # Ours, and without a closing tag; escaping would break its selectors and its digest.
        style=Markup(_STYLE),  # noqa: S704 - said above
        title=_TITLES[invoice.kind, invoice.tax is not None],
        invoice=invoice,
        issued_on=invoice.issued_at.astimezone(INDIA).strftime("%d %B %Y"),
        paid_on=invoice.paid_at.astimezone(INDIA).strftime("%d %B %Y"),
        original_on=original.astimezone(INDIA).strftime("%d %B %Y") if original else None,
        half_rate=_percent(invoice.tax_rate_percent),
        seller_state=_state(invoice.seller.state_code),
        place_of_supply=_state(invoice.place_of_supply),
        words=rupees_in_words(invoice.amount_paise),
    )


def file_name(invoice: Invoice) -> str:
    return f"{invoice.number.replace('/', '-')}.html"


def _state(code: str) -> str | None:
    return f"{STATES[code]} ({code})" if code in STATES else None


def _percent(rate: int) -> str:
    whole, rest = divmod(rate, 2)
    return f"{whole}.5" if rest else str(whole)
