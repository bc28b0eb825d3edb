"""Refunds from the request to the money's arrival."""

import asyncio
from typing import Any

import httpx2
import pytest

from tests.support.application import Person, World
from tests.support.money import assert_books_balance, buy, deliver, documents, statuses, stored_order

pytestmark = pytest.mark.anyio


class Case:
    """A mentee with a paid order, and two administrators."""

    def __init__(self, world: World, mentee: Person, admins: tuple[Person, Person], order: dict[str, Any]) -> None:
        self.world = world
        self.mentee = mentee
        self.first, self.second = admins
        self.order_id = str(order["_id"])
        self.payment_id = order["payment"]["id"]

    async def post(self, person: Person, path: str, body: dict[str, Any] | None = None) -> httpx2.Response:
        async with self.world.client(person) as client:
            return await client.post(path, json=body) if body is not None else await client.post(path)

    async def request(self) -> httpx2.Response:
        return await self.post(self.mentee, f"/api/mentee/orders/{self.order_id}/refund-requests", {"reason": "Done"})

    async def ask(self, amount: int, **fields: object) -> httpx2.Response:
        body = {"amount_paise": amount, "reason": "Agreed on the phone"} | fields
        return await self.post(self.first, f"/api/admin/orders/{self.order_id}/refunds", body)

    async def approve(self, refund: httpx2.Response, person: Person | None = None) -> httpx2.Response:
        return await self.post(person or self.second, f"/api/admin/refunds/{refund.json()['id']}/approve")

    async def refunded(self, amount: int, **fields: object) -> dict[str, Any]:
        approved = await self.approve(await self.ask(amount, **fields))
        assert approved.status_code == 200, approved.text
        answer: dict[str, Any] = approved.json()
        return answer

    async def available(self) -> int:
        async with self.world.client(self.mentee) as client:
            return int((await client.get("/api/mentee/credits")).json()["available"])

    async def order(self) -> dict[str, Any]:
        return await stored_order(self.world, self.order_id)


@pytest.fixture
async def case(world: World) -> Case:
    mentee = await world.user()
    admins = (await world.user("admin"), await world.user("admin"))
    order, _ = await buy(world, mentee)
    return Case(world, mentee, admins, order)


def code(response: httpx2.Response) -> tuple[int, str]:
    return response.status_code, response.json()["error"]["code"]


async def test_mentee_gets_the_unused_share_back(world: World, case: Case) -> None:
    lot = (await documents(world, "credit_lots"))[0]
    await world.database.credit_lots.update_one({"_id": lot["_id"]}, {"$inc": {"remaining": -1}})
    await world.database.credit_ledger.insert_one(
        {"key": "consume:test", "user_id": case.mentee.id, "lot_id": lot["_id"], "delta": -1, "balance_after": 2}
    )
    requested = await case.request()
    assert (requested.status_code, requested.json()["amount_paise"]) == (201, 3_332_66)
    assert await case.available() == 2
    approved = await case.approve(requested)
    assert (approved.json()["state"], approved.json()["origin"]) == ("processed", "mentee")
    assert await case.available() == 0
    order = await case.order()
    assert (order["state"], order["refunded_paise"]) == ("partially_refunded", 3_332_66)
    async with world.client(case.mentee) as client:
        (shown,) = (await client.get(f"/api/mentee/orders/{case.order_id}/refunds")).json()["items"]
        assert shown["state"] == "processed"
        notes = (await client.get("/api/mentee/invoices")).json()["items"]
    assert [note["number"][:2] for note in notes] == ["CN", "CM"]
    mails = {mail["template"] for mail in await documents(world, "outbox")}
    assert {"refund-requested", "refund-approved", "refund-processed"} <= mails
    actions = [entry["action"] for entry in await documents(world, "audit_log", subject="refund")]
    assert actions == ["refund.requested", "refund.approved", "refund.processed"]
    await assert_books_balance(world)


async def test_one_request_at_a_time_and_only_with_something_unused(world: World, case: Case) -> None:
    answers = await asyncio.gather(*(case.request() for _ in range(6)))
    assert statuses(answers) == {201: 1, 409: 5}
    assert {code(a) for a in answers if a.status_code == 409} == {(409, "refund_open")}
    (refund,) = await documents(world, "refunds")
    rejected = await case.post(case.first, f"/api/admin/refunds/{refund['_id']}/reject", {"reason": "Not yet"})
    assert (rejected.json()["state"], rejected.json()["decision_reason"]) == ("rejected", "Not yet")
    again = await case.post(case.first, f"/api/admin/refunds/{refund['_id']}/approve")
    assert code(again) == (409, "refund_decided")
    assert "refund" not in world.gateway.calls
    await case.refunded(4_999_00)
    assert code(await case.request()) == (409, "nothing_to_refund")


async def test_who_asked_does_not_approve(case: Case) -> None:
    asked = await case.ask(1_000_00)
    assert code(await case.approve(asked, case.first)) == (403, "second_admin_required")
    assert (await case.approve(asked, case.second)).status_code == 200


async def test_everything_back_closes_the_plan(world: World, case: Case) -> None:
    refund = await case.refunded(4_999_00, withdraw_credits=0)
    assert (refund["state"], refund["credits"]) == ("processed", 3)
    assert (await case.order())["state"] == "refunded"
    async with world.client(case.mentee) as client:
        overview = (await client.get("/api/mentee/credits")).json()
    assert (overview["available"], overview["paid_until"]) == (0, None)
    await assert_books_balance(world)


async def test_never_more_than_was_paid(world: World, case: Case) -> None:
    assert code(await case.ask(4_999_01)) == (409, "refund_too_high")
    await case.refunded(4_000_00, withdraw_credits=0)
    assert code(await case.ask(1_000_00)) == (409, "refund_too_high")
    await case.refunded(999_00)
    assert code(await case.ask(100)) == (409, "nothing_to_refund")
    assert sum(refund["amount"] for refund in world.gateway.refunds.values()) == 4_999_00
    await assert_books_balance(world)


async def test_approvals_at_once_send_once(world: World, case: Case) -> None:
    asked = await case.ask(3_000_00)
    answers = await asyncio.gather(*(case.approve(asked) for _ in range(6)))
    assert statuses(answers) == {200: 1, 409: 5}
    assert len(world.gateway.refunds) == 1
    assert (await case.order())["reserved_paise"] == 3_000_00
    await assert_books_balance(world)


@pytest.mark.parametrize("outage", ["refund", "after:refund"])
async def test_no_answer_is_tried_again_with_the_same_key(world: World, case: Case, outage: str) -> None:
    world.gateway.outages += [outage, "refund"]
    refund = await case.refunded(1_000_00)
    assert (refund["state"], await case.available()) == ("approved", 2)
    refunds = world.money.refunds
    assert await refunds.work_off(world.now, 10) == 0
    assert await refunds.work_off(world.clock.advance(seconds=40), 10) == 1
    assert (await documents(world, "refunds"))[0]["state"] == "approved"
    assert await refunds.work_off(world.clock.advance(seconds=40), 10) == 1
    assert (await documents(world, "refunds"))[0]["state"] == "processed"
    assert len(world.gateway.refunds) == 1
    assert await refunds.work_off(world.clock.advance(hours=1), 10) == 0
    await assert_books_balance(world)


async def test_refund_is_found_even_when_its_key_is_forgotten(world: World, case: Case) -> None:
    world.gateway.outages.append("after:refund")
    await case.refunded(1_000_00)
    world.gateway.forget_keys()
    assert await world.money.refunds.work_off(world.clock.advance(days=3), 10) == 1
    assert len(world.gateway.refunds) == 1
    assert (await case.order())["refunded_paise"] == 1_000_00


async def test_crash_between_call_and_record_is_repaired(world: World, case: Case) -> None:
    await case.refunded(1_000_00)
    # As a process leaves it that dies after the call.
    await world.database.refunds.update_one(
        {}, {"$set": {"state": "approved", "next_try_at": world.now}, "$unset": {"razorpay_refund_id": ""}}
    )
    await world.database.orders.update_one({}, {"$set": {"state": "paid", "refunded_paise": 0}})
    await world.database.invoices.delete_many({"kind": "credit_note"})
    await world.database.counters.delete_many({"_id": {"$regex": "credit_note"}})
    assert await world.money.refunds.work_off(world.now, 10) == 1
    assert len(world.gateway.refunds) == 1
    assert (await case.order())["refunded_paise"] == 1_000_00
    await assert_books_balance(world)


async def test_slow_refund_ends_by_webhook_or_by_asking(world: World, case: Case) -> None:
    world.gateway.slow_refunds = True
    first = await case.refunded(1_000_00)
    assert (first["state"], (await case.order())["state"]) == ("processing", "paid")
    payment = world.gateway.payments[case.payment_id]
    done = world.gateway.finish_refund(first["razorpay_refund_id"])
    event = world.gateway.event("refund.processed", refund=done, payment=payment)
    assert await deliver(world, event, event) == [200, 200]
    assert (await case.order())["state"] == "partially_refunded"
    second = await case.refunded(1_000_00)
    world.gateway.finish_refund(second["razorpay_refund_id"])
    assert await world.money.refunds.work_off(world.clock.advance(minutes=31), 10) == 1
    assert (await case.order())["refunded_paise"] == 2_000_00
    await assert_books_balance(world)


async def test_failed_refund_gives_amount_and_credits_back(world: World, case: Case) -> None:
    world.gateway.slow_refunds = True
    refund = await case.refunded(4_999_00)
    assert await case.available() == 0
    failed = world.gateway.finish_refund(refund["razorpay_refund_id"], "failed")
    await deliver(world, world.gateway.event("refund.failed", refund=failed))
    order = await case.order()
    assert (order["state"], order["reserved_paise"], order["refunded_paise"]) == ("paid", 0, 0)
    assert await case.available() == 3
    assert [note["kind"] for note in await documents(world, "invoices")] == ["invoice"]
    # Late good news of a failed one changes nothing by itself: it is final.
    world.gateway.finish_refund(refund["razorpay_refund_id"])
    await deliver(world, world.gateway.event("refund.processed", refund=failed | {"status": "processed"}))
    assert (await case.order())["refunded_paise"] == 0
    await assert_books_balance(world)


async def test_refusal_of_the_service_is_a_failed_refund(world: World, case: Case) -> None:
    world.gateway.outages.append("refund!")
    refund = await case.refunded(1_000_00)
    assert (refund["state"], refund["decision_reason"]) == ("failed", "refused as told")
    assert await case.available() == 3
    assert (await case.order())["reserved_paise"] == 0


async def test_refund_made_past_us_counts_like_our_own(world: World, case: Case) -> None:
    payment = world.gateway.payments[case.payment_id]
    refund = world.gateway.make_refund(case.payment_id, 2_000_00)
    events = [
        world.gateway.event("refund.processed", refund=refund, payment=payment),
        world.gateway.event("refund.created", refund=refund | {"status": "pending"}, payment=payment),
    ]
    await deliver(world, *events)
    (stored,) = await documents(world, "refunds")
    assert (stored["origin"], stored["state"], stored["credits"]) == ("provider", "processed", 2)
    assert code(await case.ask(3_000_00)) == (409, "refund_too_high")
    assert await case.available() == 1
    await assert_books_balance(world)


async def test_report_that_does_not_fit_is_not_believed(world: World, case: Case) -> None:
    world.gateway.slow_refunds = True
    refund = await case.refunded(1_000_00)
    wrong = world.gateway.refunds[refund["razorpay_refund_id"]] | {"status": "processed", "amount": 2_000_00}
    await deliver(world, world.gateway.event("refund.processed", refund=wrong))
    assert (await documents(world, "refunds"))[0]["state"] == "processing"


async def test_credits_used_meanwhile_stop_the_approval(world: World, case: Case) -> None:
    asked = await case.request()
    lot = (await documents(world, "credit_lots"))[0]
    await world.database.credit_lots.update_one({"_id": lot["_id"]}, {"$set": {"remaining": 1}})
    assert code(await case.approve(asked)) == (409, "credits_too_few")
    assert (await case.order())["reserved_paise"] == 0
    assert (await documents(world, "refunds"))[0]["state"] == "requested"
    assert "refund" not in world.gateway.calls


async def test_lists_and_strangers(world: World, case: Case) -> None:
    refund = await case.refunded(1_000_00)
    stranger = await world.user()
    async with world.client(stranger) as client:
        assert (await client.get(f"/api/mentee/orders/{case.order_id}/refunds")).status_code == 404
        path = f"/api/mentee/orders/{case.order_id}/refund-requests"
        assert (await client.post(path, json={"reason": "Mine?"})).status_code == 404
        assert (await client.get("/api/admin/refunds")).status_code == 403
    async with world.client(case.first) as client:
        assert [r["id"] for r in (await client.get("/api/admin/refunds?state=processed")).json()["items"]] == [
            refund["id"]
        ]
        assert (await client.get("/api/admin/refunds?state=failed")).json()["items"] == []
        assert (await client.get(f"/api/admin/refunds/{refund['id']}")).json()["requested_by"] == str(case.first.id)
        assert (await client.get(f"/api/admin/refunds/{'0' * 24}")).status_code == 404


@pytest.mark.parametrize(
    "body", [{"amount_paise": 99}, {"amount_paise": -100}, {"amount_paise": 10**12}, {"amount_paise": 1.5}]
)
async def test_nonsense_is_422(case: Case, body: dict[str, Any]) -> None:
    response = await case.post(case.first, f"/api/admin/orders/{case.order_id}/refunds", body | {"reason": "r"})
    assert response.status_code == 422
