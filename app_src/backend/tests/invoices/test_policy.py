"""Financial years, numbers, taxes, amounts in words."""

from datetime import UTC, datetime

import pytest

from codementee.core.gstin import gstin_problem, state_code
from codementee.invoices.policy import (
    DocumentKind,
    Tax,
    document_number,
    financial_year,
    split_credit,
    split_inclusive,
)
from codementee.invoices.words import rupees, rupees_in_words


@pytest.mark.parametrize(
    ("at", "year"),
    [
        (datetime(2027, 3, 31, 18, 29, 59, tzinfo=UTC), "2026-27"),
        # Midnight in India.
        (datetime(2027, 3, 31, 18, 30, tzinfo=UTC), "2027-28"),
        (datetime(2026, 11, 22, tzinfo=UTC), "2026-27"),
        (datetime(2027, 1, 1, tzinfo=UTC), "2026-27"),
        (datetime(2099, 4, 1, tzinfo=UTC), "2099-00"),
    ],
)
def test_financial_year_begins_on_1_april_in_india(at: datetime, year: str) -> None:
    assert financial_year(at) == year


def test_numbers_fit_the_sixteen_characters_the_rules_allow() -> None:
    assert document_number(DocumentKind.INVOICE, "2026-27", 1) == "CM/26-27/000001"
    assert document_number(DocumentKind.CREDIT_NOTE, "2026-27", 42) == "CN/26-27/000042"
    assert len(document_number(DocumentKind.INVOICE, "2026-27", 9_999_999)) == 16


@pytest.mark.parametrize(
    ("amount", "same_state", "expected"),
    [
        (4_999_00, True, Tax(423_644, 38_128, 38_128, 0)),
        (4_999_00, False, Tax(423_644, 0, 0, 76_256)),
        (1_999_00, True, Tax(169_406, 15_247, 15_247, 0)),
        (8_999_00, False, Tax(762_627, 0, 0, 137_273)),
        (118, True, Tax(100, 9, 9, 0)),
        (1, True, Tax(1, 0, 0, 0)),
    ],
)
def test_inclusive_price_splits_into_value_and_tax(amount: int, *, same_state: bool, expected: Tax) -> None:
    assert split_inclusive(amount, 18, same_state=same_state) == expected


@pytest.mark.parametrize("rate", [0, 5, 12, 18, 28])
def test_parts_always_add_up_and_halves_are_equal(rate: int) -> None:
    for amount in range(1, 3_000, 7):
        within, across = (split_inclusive(amount, rate, same_state=same) for same in (True, False))
        assert within.total_paise == across.total_paise == amount
        assert within.cgst_paise == within.sgst_paise
        # Half up: within half a paisa of the exact share.
        assert abs(2 * across.igst_paise * (100 + rate) - 2 * amount * rate) <= 100 + rate


def test_credit_notes_take_off_exactly_what_was_invoiced() -> None:
    invoiced = split_inclusive(1_999_01, 18, same_state=True)
    credited = Tax(0, 0, 0, 0)
    for amount in (333_33, 1_000_00, 665_68):
        note = split_credit(invoiced, credited, amount, 18)
        assert note.total_paise == amount
        credited = Tax(
            credited.taxable_paise + note.taxable_paise,
            credited.cgst_paise + note.cgst_paise,
            credited.sgst_paise + note.sgst_paise,
            credited.igst_paise + note.igst_paise,
        )
    assert credited == invoiced


@pytest.mark.parametrize(
    ("paise", "figure", "words"),
    [
        (1_999_00, "1,999.00", "Rupees one thousand nine hundred ninety-nine only"),
        (12_34_005_05, "12,34,005.05", "Rupees twelve lakh thirty-four thousand five and five paise only"),
        (1_00_00_000_00, "1,00,00,000.00", "Rupees one crore only"),
        (50, "0.50", "Rupees zero and fifty paise only"),
        (110_00, "110.00", "Rupees one hundred ten only"),
    ],
)  # fmt: skip
def test_amounts_the_indian_way(paise: int, figure: str, words: str) -> None:
    assert rupees(paise) == figure
    assert rupees_in_words(paise) == words


def test_gstin_check_digit() -> None:
    assert gstin_problem("27AAPFU0939F1ZV") is None
    assert state_code("27AAPFU0939F1ZV") == "27"
    for wrong in ("27AAPFU0939F1ZW", "27AAPFU0938F1ZV", "27aapfu0939f1zv", "", "27AAPFU0939F1ZV\n"):
        assert gstin_problem(wrong), wrong
