"""Orders as they go out."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from codementee.core.schemas import Pagination
from codementee.payments.records import Order
from codementee.payments.schemas import (
    AdminOrderPage,
    AdminOrderView,
    OrderedPlan,
    OrderView,
    PaymentFailureView,
    PaymentView,
)

if TYPE_CHECKING:
    from codementee.core.pagination import Page


def view_of(order: Order) -> OrderView:
    return OrderView(**_fields(order))


def admin_view(order: Order) -> AdminOrderView:
    return AdminOrderView(
        **_fields(order),
        user_id=str(order.user_id),
        reserved_paise=order.reserved_paise,
        mismatches=len(order.mismatches),
        next_check_at=order.next_check_at,
    )


def admin_view_of(found: list[Order], page: "Page") -> AdminOrderPage:
    """``found`` holds one more than the page when there are more."""
    items = found[: page.limit]
    cursor = page.next_cursor(found, str(items[-1].id) if items else None)
    return AdminOrderPage(
        items=[admin_view(order) for order in items], pagination=Pagination(limit=page.limit, next_cursor=cursor)
    )


def _fields(order: Order) -> dict[str, Any]:
    payment, failure = order.payment, order.failure
    return {
        "id": str(order.id),
        "state": order.state,
        "plan": OrderedPlan(**asdict(order.plan)),
        "booking_id": str(order.booking_id) if order.booking_id else None,
        "amount_paise": order.amount_paise,
        "refunded_paise": order.refunded_paise,
        "currency": order.currency,
        "policy_version": order.policy_version,
        "razorpay_order_id": order.razorpay_order_id,
        "payment": PaymentView(**asdict(payment)) if payment else None,
        "failure": PaymentFailureView(code=failure.code, description=failure.description, at=failure.at)
        if failure
        else None,
        "expires_at": order.expires_at,
        "created_at": order.created_at,
    }
