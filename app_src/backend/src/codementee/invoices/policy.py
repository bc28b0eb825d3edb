"""What the law asks of an invoice: its financial year, its number, how an inclusive price splits into its taxes."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

INDIA = ZoneInfo("Asia/Kolkata")
_APRIL = 4


class DocumentKind(StrEnum):
    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"


_SERIES = {DocumentKind.INVOICE: "CM", DocumentKind.CREDIT_NOTE: "CN"}


@dataclass(frozen=True, slots=True)
class Tax:
    """An amount of paise taken apart: what it is for, and what of it is tax. All paise; they add up to the amount."""

    taxable_paise: int
    cgst_paise: int
    sgst_paise: int
    igst_paise: int

    @property
    def total_paise(self) -> int:
        return self.taxable_paise + self.cgst_paise + self.sgst_paise + self.igst_paise


def financial_year(at: datetime) -> str:
    """ "2026-27" for anything from 1 April 2026 to 31 March 2027, Indian time."""
    local = at.astimezone(INDIA)
    start = local.year if local.month >= _APRIL else local.year - 1
    return f"{start}-{(start + 1) % 100:02d}"


def years_before(at: datetime, years: int) -> datetime:
    """When the financial year began that lies so many years before the one of that moment, in UTC.

    What is older was over for as many years when the present one began.
    """
    return _midnight(date(int(financial_year(at)[:4]) - years, _APRIL, 1))


def indian_days(first: date, last: date) -> tuple[datetime, datetime]:
    """[from, to) in UTC of these days as India has them, both included."""
    return _midnight(first), _midnight(last + timedelta(days=1))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), INDIA).astimezone(UTC)


def document_number(kind: DocumentKind, year: str, serial: int) -> str:
    """ "CM/26-27/000001": sixteen characters are the most that the GST rules (46 and 53) allow."""
    return f"{_SERIES[kind]}/{year[2:]}/{serial:06d}"


def split_inclusive(amount_paise: int, rate_percent: int, *, same_state: bool) -> Tax:
    """What of a price that includes tax is tax.

    Within a state it is two equal halves (CGST, SGST), each rounded half up by itself; across states one (IGST). What
    rounding leaves is taxable value, so that the parts always add up to the price.
    """
    if same_state:
        half = _share(amount_paise, rate_percent, 2 * (100 + rate_percent))
        return Tax(amount_paise - 2 * half, half, half, 0)
    whole = _share(amount_paise, rate_percent, 100 + rate_percent)
    return Tax(amount_paise - whole, 0, 0, whole)


def split_credit(invoiced: Tax, credited: Tax, amount_paise: int, rate_percent: int) -> Tax:
    """The taxes of a credit note: split as the invoice was, and the last one takes exactly what is left of it."""
    if credited.total_paise + amount_paise == invoiced.total_paise:
        return Tax(
            invoiced.taxable_paise - credited.taxable_paise,
            invoiced.cgst_paise - credited.cgst_paise,
            invoiced.sgst_paise - credited.sgst_paise,
            invoiced.igst_paise - credited.igst_paise,
        )
    return split_inclusive(amount_paise, rate_percent, same_state=invoiced.igst_paise == 0)


def _share(amount: int, numerator: int, denominator: int) -> int:
    # Integers throughout, half up: a float is off by a paisa where it matters.
    return (2 * amount * numerator + denominator) // (2 * denominator)
