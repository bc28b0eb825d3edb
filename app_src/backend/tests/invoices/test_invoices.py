"""Invoices: numbered without gaps whatever happens, and readable."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import override

import pytest
from bson import ObjectId

from codementee.core.database import Session
from codementee.core.errors import NOT_FOUND, AppError
from codementee.invoices.repository import Invoice, Party
from codementee.invoices.service import InvoiceService, Sale
from tests.conftest import Database, Environment
from tests.support.application import Person, World, running_world
from tests.support.installation import install
from tests.support.money import assert_books_balance, buy, deliver, documents, order_plan

pytestmark = pytest.mark.anyio

GSTIN = "29ABCDE1234F1ZW"


@pytest.fixture
async def registered(environment: Environment, database: Database) -> AsyncIterator[World]:
    """A world whose seller is registered for GST, in Karnataka."""
    del database
    await asyncio.to_thread(install, environment)
    seller = {
        "CODEMENTEE_SELLER_GSTIN": GSTIN,
        "CODEMENTEE_SELLER_ADDRESS": "1 Example Road, Bengaluru 560001",
        "CODEMENTEE_MONGODB_MIN_POOL_SIZE": "0",
    }
    async with running_world(environment | seller) as running:
        yield running


def sale(order_id: ObjectId | None = None) -> Sale:
    return Sale(
        order_id=order_id or ObjectId(),
        user_id=ObjectId(),
        description="Growth plan",
        amount_paise=4_999_00,
        currency="INR",
        payment_id="pay_1",
        paid_at=datetime(2026, 11, 22, tzinfo=UTC),
        buyer=Party(name="Asha Rao"),
    )


async def issue(world: World, one: Sale, *, abort: bool = False, now: datetime | None = None) -> Invoice:
    service = InvoiceService(world.database, world.resources.settings)
    at = now or world.now

    async def work(session: Session) -> Invoice:
        invoice = await service.issue(one, now=at, session=session)
        if abort:
            raise AppError(NOT_FOUND)
        return invoice

    return await world.transactions.run(work)


async def document(world: World, mentee: Person, index: int = 0) -> str:
    async with world.client(mentee) as client:
        invoice = (await client.get("/api/mentee/invoices")).json()["items"][index]
        response = await client.get(invoice["document_url"])
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in response.headers["content-security-policy"]
    assert invoice["number"].replace("/", "-") in response.headers["content-disposition"]
    return response.text


async def test_no_gap_when_many_commit_and_many_abort_at_once(world: World) -> None:
    turns = asyncio.Semaphore(8)

    async def attempt(number: int) -> bool:
        async with turns:
            try:
                await issue(world, sale(), abort=number % 3 == 0)
            except AppError:
                return False
            return True

    done = sum(await asyncio.gather(*(attempt(number) for number in range(90))))
    assert done == 60
    serials = sorted(invoice["serial"] for invoice in await documents(world, "invoices"))
    assert serials == list(range(1, 61))


async def test_one_invoice_per_order(world: World) -> None:
    one = sale()
    numbers = {invoice.number for invoice in await asyncio.gather(*(issue(world, one) for _ in range(5)))}
    assert len(numbers) == 1
    assert (await issue(world, sale())).serial == 2


async def test_series_begin_anew_in_april_in_india(world: World) -> None:
    before = datetime(2027, 3, 31, 18, 29, tzinfo=UTC)
    after = datetime(2027, 3, 31, 18, 30, tzinfo=UTC)
    numbers = [(await issue(world, sale(), now=at)).number for at in (before, before, after)]
    assert numbers == ["CM/26-27/000001", "CM/26-27/000002", "CM/27-28/000001"]


async def test_concurrent_payments_leave_no_gap(world: World) -> None:
    mentee = await world.user()
    orders = [await order_plan(world, mentee) for _ in range(20)]
    events = [world.gateway.events_of(world.gateway.pay(order["razorpay_order_id"]))[1] for order in orders]
    answers = await asyncio.gather(*(deliver(world, event) for event in events))
    assert answers == [[200]] * 20
    assert len(await documents(world, "invoices")) == 20
    await assert_books_balance(world)


async def test_without_gstin_it_is_a_receipt_without_tax(world: World) -> None:
    mentee = await world.user(name="Asha Rao")
    await buy(world, mentee)
    text = await document(world, mentee)
    assert "<h1>Receipt</h1>" in text
    for word in ("GST", "SAC", "Taxable", "Tax invoice"):
        assert word not in text
    for word in ("Asha Rao", "4,999.00", "Rupees four thousand nine hundred ninety-nine only", "CM/"):
        assert word in text


@pytest.mark.parametrize(
    ("billing", "tax"),
    [
        # No state on record: the seller's.
        (None, (423_644, 38_128, 38_128, 0, "29")),
        ({"state_code": "29"}, (423_644, 38_128, 38_128, 0, "29")),
        ({"state_code": "27"}, (423_644, 0, 0, 76_256, "27")),
        ({"gstin": "27AAPFU0939F1ZV"}, (423_644, 0, 0, 76_256, "27")),
    ],
)
async def test_place_of_supply_decides_the_tax(
    registered: World, billing: dict[str, str] | None, tax: tuple[int, int, int, int, str]
) -> None:
    mentee = await registered.user()
    order = await order_plan(registered, mentee, billing=billing)
    await deliver(registered, *registered.gateway.events_of(registered.gateway.pay(order["razorpay_order_id"])))
    async with registered.client(mentee) as client:
        (invoice,) = (await client.get("/api/mentee/invoices")).json()["items"]
    names = ("taxable_paise", "cgst_paise", "sgst_paise", "igst_paise", "place_of_supply")
    assert tuple(invoice["tax"][name] for name in names) == tax
    text = await document(registered, mentee)
    assert "<h1>Tax invoice</h1>" in text
    assert GSTIN in text
    assert ("IGST 18 %" in text, "CGST 9 %" in text) == (tax[3] > 0, tax[3] == 0)
    assert ("27AAPFU0939F1ZV" in text) == (billing is not None and "gstin" in billing)


async def test_credit_notes_take_off_the_tax_to_the_paisa(registered: World) -> None:
    mentee = await registered.user()
    order, payment = await buy(registered, mentee)
    for amount in (1_666_33, 1_666_33, 1_666_34):
        refund = registered.gateway.make_refund(order["payment"]["id"], amount)
        await deliver(registered, registered.gateway.event("refund.processed", refund=refund, payment=payment))
    stored = await documents(registered, "invoices")
    names = ("taxable_paise", "cgst_paise", "sgst_paise", "igst_paise")
    notes = [one["tax"] for one in stored if one["kind"] == "credit_note"]
    assert len(notes) == 3
    assert {name: sum(note[name] for note in notes) for name in names} == stored[0]["tax"]
    text = await document(registered, mentee)
    assert "<h1>Credit note</h1>" in text
    assert f"For {stored[0]['number']} of" in text


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.loads: list[str] = []

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.loads += [
            f"{tag} {name}" for name, _ in attrs if name in {"src", "href", "style"} or name.startswith("on")
        ]


async def test_what_people_typed_is_text_and_nothing_is_loaded(world: World) -> None:
    evil = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'
    mentee = await world.user()
    order = await order_plan(world, mentee, billing={"name": evil[:120], "address": "{{ 7 * 7 }} & Söhne"})
    await deliver(world, *world.gateway.events_of(world.gateway.pay(order["razorpay_order_id"])))
    text = await document(world, mentee)
    tags = Tags()
    tags.feed(text)
    assert not tags.seen & {"script", "img", "link", "iframe"}
    assert tags.loads == []
    assert "&lt;script&gt;" in text
    assert "{{ 7 * 7 }} &amp; Söhne" in text


async def test_nobody_reads_anybody_elses(world: World) -> None:
    await buy(world, await world.user())
    (invoice,) = await documents(world, "invoices")
    async with world.client(await world.user()) as client:
        for path in (f"/api/mentee/invoices/{invoice['_id']}", f"/api/mentee/invoices/{invoice['_id']}/document"):
            assert (await client.get(path)).status_code == 404
    async with world.client() as client:
        assert (await client.get("/api/mentee/invoices")).status_code == 401


async def test_later_settings_do_not_reach_back(registered: World) -> None:
    mentee = await registered.user(name="Asha Rao")
    await buy(registered, mentee)
    before = await document(registered, mentee)
    await registered.database.users.update_one({"_id": mentee.id}, {"$set": {"name": "Somebody Else"}})
    await registered.database.pricing_plans.update_many({}, {"$set": {"name": "Other"}})
    assert await document(registered, mentee) == before
