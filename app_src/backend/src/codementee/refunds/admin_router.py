"""``/api/admin/refunds`` and ``/api/admin/orders/…/refunds``: giving money back takes two."""

from typing import Annotated

from fastapi import APIRouter, Query, status

from codementee.auth.dependencies import AUTH_ERRORS, CurrentAdmin
from codementee.core.dependencies import CurrentClock
from codementee.core.errors import DATABASE_UNAVAILABLE, INVALID_PARAMETER, NOT_FOUND
from codementee.core.identifiers import Identifier, object_id
from codementee.core.openapi import body_responses, error_responses
from codementee.core.pagination import PageRequest
from codementee.credits.errors import CREDITS_TOO_FEW
from codementee.payments.dependencies import CurrentRefunds
from codementee.refunds.errors import (
    NOTHING_TO_REFUND,
    REFUND_DECIDED,
    REFUND_OPEN,
    REFUND_TOO_HIGH,
    SECOND_ADMIN_REQUIRED,
)
from codementee.refunds.schemas import AdminRefundPage, AdminRefundView, NewRefund, RefundDecision, RefundState
from codementee.refunds.views import admin_view

router = APIRouter(prefix="/api/admin", tags=["admin: money"])

_ERRORS = (*AUTH_ERRORS, INVALID_PARAMETER, DATABASE_UNAVAILABLE)


@router.post(
    "/orders/{order_id}/refunds",
    operation_id="createRefund",
    summary="Ask for a refund of an order",
    status_code=status.HTTP_201_CREATED,
    responses=body_responses(*_ERRORS, NOT_FOUND, NOTHING_TO_REFUND, REFUND_TOO_HIGH, CREDITS_TOO_FEW, REFUND_OPEN),
)
async def create_refund(
    order_id: Identifier, form: NewRefund, admin: CurrentAdmin, service: CurrentRefunds, clock: CurrentClock
) -> AdminRefundView:
    """Another administrator has to approve it. Nothing is set aside until then."""
    return admin_view(await service.request_by_admin(admin.id, object_id(order_id), form, now=clock()))


@router.get("/refunds", operation_id="listRefunds", summary="List refunds", responses=error_responses(*_ERRORS))
async def list_refunds(
    _admin: CurrentAdmin,
    page: PageRequest,
    service: CurrentRefunds,
    state: Annotated[RefundState | None, Query(description="Only refunds in this state")] = None,
) -> AdminRefundPage:
    """Newest first."""
    return await service.list_all(page, state=state)


@router.get(
    "/refunds/{refund_id}",
    operation_id="getRefund",
    summary="Read a refund",
    responses=error_responses(*_ERRORS, NOT_FOUND),
)
async def get_refund(refund_id: Identifier, _admin: CurrentAdmin, service: CurrentRefunds) -> AdminRefundView:
    """Anybody's."""
    return admin_view(await service.get(object_id(refund_id)))


@router.post(
    "/refunds/{refund_id}/approve",
    operation_id="approveRefund",
    summary="Approve a refund",
    responses=error_responses(
        *_ERRORS, NOT_FOUND, SECOND_ADMIN_REQUIRED, REFUND_DECIDED, REFUND_TOO_HIGH, CREDITS_TOO_FEW
    ),
)
async def approve_refund(
    refund_id: Identifier, admin: CurrentAdmin, service: CurrentRefunds, clock: CurrentClock
) -> AdminRefundView:
    """Withdraws the credits and sends it. While the payment service does not answer it stays `approved`."""
    return admin_view(await service.approve(admin.id, object_id(refund_id), now=clock()))


@router.post(
    "/refunds/{refund_id}/reject",
    operation_id="rejectRefund",
    summary="Reject a refund",
    responses=body_responses(*_ERRORS, NOT_FOUND, REFUND_DECIDED),
)
async def reject_refund(
    refund_id: Identifier, form: RefundDecision, admin: CurrentAdmin, service: CurrentRefunds, clock: CurrentClock
) -> AdminRefundView:
    """The mentee reads the reason."""
    return admin_view(await service.reject(admin.id, object_id(refund_id), form.reason, now=clock()))
