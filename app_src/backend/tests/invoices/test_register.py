"""What was issued, for tax returns: the list, its totals, the table."""

import csv
import io
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from codementee.core.database import Session
from codementee.invoices.days import InvoiceDays
from codementee.invoices.register import COLUMNS
from codementee.invoices.service import InvoiceService
from tests.invoices.test_invoices import GSTIN, issue, sale
from tests.support.application import Person, World, running_world
from tests.support.installation import LentDatabase

pytestmark = pytest.mark.anyio

# The last minute of October in India, and the first of November.
OCTOBER = datetime(2026, 10, 31, 18, 29, tzinfo=UTC)
NOVEMBER = datetime(2026, 10, 31, 18, 30, tzinfo=UTC)


@pytest.fixture
async def shop(lent: LentDatabase) -> AsyncIterator[World]:
    """A seller in Karnataka who is registered for GST."""
    async with running_world(lent.as_new() | {"CODEMENTEE_SELLER_GSTIN": GSTIN}) as running:
        running.clock.set(datetime(2026, 11, 22, 6, tzinfo=UTC))
        yield running


@pytest.fixture
async def admin(shop: World) -> Person:
    return await shop.user("admin")


async def credit(world: World, number: int) -> None:
    """A credit note over that many rupees on the first invoice of November."""
    invoice = await issue(world, sale(), now=NOVEMBER)

    async def work(session: Session) -> None:
        service = InvoiceService(world.database, world.resources.settings)
        refund_id = invoice.id
        await service.credit(invoice.order_id, number * 100, refund_id=refund_id, now=world.now, session=session)

    await world.transactions.run(work)


async def test_months_begin_in_india(shop: World, admin: Person) -> None:
    october, november = [(await issue(shop, sale(), now=at)).number for at in (OCTOBER, NOVEMBER)]
    async with shop.client(admin) as client:

        async def numbers(query: str) -> list[str]:
            answer = await client.get(f"/api/admin/invoices{query}")
            assert answer.status_code == 200, answer.text
            return [item["number"] for item in answer.json()["items"]]

        assert await numbers("?from=2026-10-01&to=2026-10-31") == [october]
        assert await numbers("?from=2026-10-31&to=2026-11-01") == [october, november]
        assert await numbers("") == [november]
        assert await numbers("?to=2026-10-31") == [october]
        assert await numbers("?from=2025-10-01&to=2025-10-31") == []


async def test_totals_speak_of_the_whole_period_by_kind_and_rate(shop: World, admin: Person) -> None:
    for _ in range(3):
        await issue(shop, sale(), now=NOVEMBER)
    elsewhere = replace(sale(), buyer=replace(sale().buyer, state_code="07"))
    await issue(shop, elsewhere, now=shop.now)
    await credit(shop, 1_000)
    async with shop.client(admin) as client:
        first = (await client.get("/api/admin/invoices?limit=2")).json()
        second = (await client.get(f"/api/admin/invoices?cursor={first['pagination']['next_cursor']}")).json()
    assert len(first["items"]) == 2
    assert len(second["items"]) == 4
    assert second["pagination"]["next_cursor"] is None
    assert first["totals"] == second["totals"]
    credited, invoiced = first["totals"]
    assert (credited["kind"], credited["rate_percent"], credited["documents"]) == ("credit_note", 18, 1)
    assert credited["amount_paise"] == 1_000_00
    assert (invoiced["kind"], invoiced["documents"], invoiced["amount_paise"]) == ("invoice", 5, 5 * 4_999_00)
    assert invoiced["igst_paise"] == 76_256
    assert invoiced["cgst_paise"] == invoiced["sgst_paise"] == 4 * 38_128
    parts = ("taxable_paise", "cgst_paise", "sgst_paise", "igst_paise")
    for total in (credited, invoiced):
        assert sum(total[part] for part in parts) == total["amount_paise"]


async def test_days_that_are_over_are_added_up_once_and_today_is_counted(shop: World, admin: Person) -> None:
    days = InvoiceDays(shop.database)
    assert await days.close(shop.now, 100) == 0
    for at in (OCTOBER, NOVEMBER, NOVEMBER, shop.now):
        await issue(shop, sale(), now=at)
    # From 31 October to 21 November, a few at a time; the second call goes on where the first one ended.
    assert [await days.close(shop.now, 15) for _ in range(3)] == [15, 7, 0]
    periods = {"2026-10-01:2026-10-31": 1, "2026-10-31:2026-11-01": 3, "2026-11-02:2026-11-21": 0,
               "2026-11-02:2026-11-22": 1, "2026-10-01:2026-11-30": 4, "2026-11-22:2026-11-22": 1}  # fmt: skip
    # What is read of closed days is what was added up then.
    await shop.database.invoices.delete_many({"issued_at": {"$lt": shop.now}})
    async with shop.client(admin) as client:
        for period, documents in periods.items():
            first, last = period.split(":")
            answer = await client.get(f"/api/admin/invoices?from={first}&to={last}")
            totals = answer.json()["totals"]
            assert [total["documents"] for total in totals] == ([documents] if documents else []), period
            assert all(total["amount_paise"] == documents * 4_999_00 for total in totals)


async def test_days_that_are_taken_away_are_counted_again(shop: World, admin: Person) -> None:
    for at in (OCTOBER, NOVEMBER, datetime(2026, 11, 10, 12, tzinfo=UTC), shop.now):
        await issue(shop, sale(), now=at)
    days = InvoiceDays(shop.database)
    assert await days.close(shop.now, 100) == 22
    await shop.database.invoice_days.delete_many({"_id": {"$in": ["2026-10-31", "2026-11-10"]}})
    async with shop.client(admin) as client:
        answer = await client.get("/api/admin/invoices?from=2026-10-01&to=2026-11-30")
    assert [total["documents"] for total in answer.json()["totals"]] == [4]


async def test_a_day_is_closed_some_minutes_after_it(shop: World) -> None:
    await issue(shop, sale(), now=OCTOBER)
    days = InvoiceDays(shop.database)
    assert await days.close(NOVEMBER + timedelta(minutes=9), 100) == 0
    assert await days.close(NOVEMBER + timedelta(minutes=10), 100) == 1


async def test_table_has_a_line_for_each_in_rupees_and_no_formulas(shop: World, admin: Person) -> None:
    await issue(shop, replace(sale(), buyer=replace(sale().buyer, name="=1+1")), now=NOVEMBER)
    await credit(shop, 1_000)
    async with shop.client(admin) as client:
        answer = await client.get("/api/admin/invoices.csv?from=2026-11-01&to=2026-11-30")
        empty = await client.get("/api/admin/invoices.csv?from=2020-11-01&to=2020-11-30")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "invoices-2026-11-01-2026-11-30.csv" in answer.headers["content-disposition"]
    head, *lines = list(csv.reader(io.StringIO(answer.text)))
    assert tuple(head) == COLUMNS
    rows = [dict(zip(COLUMNS, line, strict=True)) for line in lines]
    assert [row["kind"] for row in rows] == ["invoice", "invoice", "credit_note"]
    assert rows[0]["buyer_name"] == "'=1+1"
    assert (rows[0]["issued_on"], rows[0]["amount"], rows[0]["cgst"]) == ("2026-11-01", "4999.00", "381.28")
    assert rows[2]["original_number"] == rows[1]["number"]
    assert [tuple(line) for line in csv.reader(io.StringIO(empty.text))] == [COLUMNS]


@pytest.mark.parametrize("path", ["/api/admin/invoices", "/api/admin/invoices.csv"])
@pytest.mark.parametrize(
    "query",
    ["from=2026-11-02&to=2026-11-01", "from=2025-11-01&to=2026-11-02", "from=9999-12-31&to=9999-12-31", "from=x"],
)
async def test_other_periods_are_refused(shop: World, admin: Person, path: str, query: str) -> None:
    async with shop.client(admin) as client:
        answer = await client.get(f"{path}?{query}")
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "invalid_parameter")
