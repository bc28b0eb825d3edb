"""Catalogue, payment methods, subscriptions. Prices are integer cents."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from fastapi import APIRouter

from ..requests import StoreDep
from ..store import Store
from ..types import Json
from .common import stored

router = APIRouter(prefix="/billing/v1")
PERIOD_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}


@router.get("/catalog")
async def catalog(store: StoreDep, category: str = "", name: str = "") -> list[Json]:
    return [
        item
        for item in store.part("hostinger")["catalog"]
        if category.lower() in ("", item["category"].lower()) and matches(name, item["name"])
    ]


def matches(pattern: str, name: str) -> bool:
    """Names are searched with `*` as a wildcard, without regard to case."""
    return pattern.replace("*", "").lower() in name.lower()


@router.get("/payment-methods")
async def payment_methods(store: StoreDep) -> list[Json]:
    items: list[Json] = store.part("hostinger")["payment_methods"]
    return items


@router.get("/subscriptions")
async def subscriptions(store: StoreDep) -> list[Json]:
    return list(store.part("hostinger")["subscriptions"].values())


@router.delete("/subscriptions/{subscription_id}/auto-renewal/disable")
async def disable_renewal(subscription_id: str, store: StoreDep) -> Json:
    """The only way to part with a machine: it ends with the paid period."""
    subscription = stored(store, "subscriptions", subscription_id, "Subscription")
    if subscription["is_auto_renewed"]:
        ends = subscription["next_billing_at"]
        subscription |= {"status": "not_renewing", "is_auto_renewed": False, "expires_at": ends}
        subscription["next_billing_at"] = None
    return subscription


@router.patch("/subscriptions/{subscription_id}/auto-renewal/enable")
async def enable_renewal(subscription_id: str, store: StoreDep) -> Json:
    subscription = stored(store, "subscriptions", subscription_id, "Subscription")
    if not subscription["is_auto_renewed"]:
        renews = subscription["expires_at"]
        subscription |= {"status": "active", "is_auto_renewed": True, "next_billing_at": renews}
        subscription["expires_at"] = None
    return subscription


def find_price(store: Store, price_id: Any) -> tuple[Json | None, Json | None]:
    for item in store.part("hostinger")["catalog"]:
        for price in item["prices"]:
            if price["id"] == price_id:
                return item, price
    return None, None


def place_order(store: Store, price: Json) -> tuple[Json, Json]:
    now = store.now_text()
    renews = store.clock() + timedelta(days=price["period"] * PERIOD_DAYS[price["period_unit"]])
    subscription: Json = {
        "id": f"Azz{uuid4().hex[:13]}",
        "name": price["name"],
        "status": "active",
        "billing_period": price["period"],
        "billing_period_unit": price["period_unit"],
        "currency_code": price["currency"],
        "total_price": price["first_period_price"],
        "renewal_price": price["price"],
        "is_auto_renewed": True,
        "created_at": now,
        "expires_at": None,
        "next_billing_at": renews.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }
    store.part("hostinger")["subscriptions"][subscription["id"]] = subscription
    names = ("first_name", "last_name", "company", "address_1", "address_2", "city", "zip", "country", "phone", "email")
    order: Json = {
        "id": store.next_id("orders", 2957086),
        "subscription_id": subscription["id"],
        "status": "payment_initiated",
        "currency": price["currency"],
        "subtotal": price["first_period_price"],
        "total": price["first_period_price"],
        "billing_address": dict.fromkeys(names),
        "created_at": now,
        "updated_at": now,
    }
    return order, subscription
