"""Refunds as they go out."""

from typing import TYPE_CHECKING, Any

from bson import ObjectId

from codementee.core.schemas import Pagination
from codementee.refunds.repository import Refund
from codementee.refunds.schemas import AdminRefundPage, AdminRefundView, RefundView

if TYPE_CHECKING:
    from codementee.core.pagination import Page


def view_of(refund: Refund) -> RefundView:
    return RefundView(**_fields(refund))


def admin_view(refund: Refund) -> AdminRefundView:
    return AdminRefundView(
        **_fields(refund),
        user_id=str(refund.user_id),
        origin=refund.origin,
        requested_by=_text(refund.requested_by),
        decided_by=_text(refund.decided_by),
        payment_id=refund.payment_id,
        razorpay_refund_id=refund.razorpay_refund_id,
        attempts=refund.attempts,
    )


def page_of(found: list[Refund], page: "Page") -> AdminRefundPage:
    """``found`` holds one more than the page when there are more."""
    items = found[: page.limit]
    cursor = page.next_cursor(found, str(items[-1].id) if items else None)
    return AdminRefundPage(
        items=[admin_view(refund) for refund in items], pagination=Pagination(limit=page.limit, next_cursor=cursor)
    )


def _fields(refund: Refund) -> dict[str, Any]:
    return {
        "id": str(refund.id),
        "order_id": str(refund.order_id),
        "state": refund.state,
        "amount_paise": refund.amount_paise,
        "credits": refund.credits,
        "reason": refund.reason,
        "decision_reason": refund.decision_reason,
        "created_at": refund.created_at,
        "updated_at": refund.updated_at,
    }


def _text(identifier: ObjectId | None) -> str | None:
    return str(identifier) if identifier is not None else None
