"""``/api/admin/orders``."""

from typing import Annotated

from fastapi import APIRouter, Query

from codementee.auth.dependencies import AUTH_ERRORS, CurrentAdmin
from codementee.core.dependencies import CurrentClock
from codementee.core.errors import DATABASE_UNAVAILABLE, INVALID_PARAMETER, NOT_FOUND
from codementee.core.identifiers import Identifier, object_id
from codementee.core.openapi import error_responses
from codementee.core.pagination import PageRequest
from codementee.payments.dependencies import CurrentPayments, CurrentReconciliation
from codementee.payments.errors import PAYMENT_PROVIDER_UNAVAILABLE
from codementee.payments.schemas import AdminOrderPage, AdminOrderView, OrderState
from codementee.payments.views import admin_view

router = APIRouter(prefix="/api/admin/orders", tags=["admin: money"])

_ERRORS = (*AUTH_ERRORS, INVALID_PARAMETER, DATABASE_UNAVAILABLE)


@router.get("", operation_id="listOrders", summary="List orders", responses=error_responses(*_ERRORS))
async def list_orders(
    _admin: CurrentAdmin,
    page: PageRequest,
    service: CurrentPayments,
    state: Annotated[OrderState | None, Query(description="Only orders in this state")] = None,
    user_id: Annotated[Identifier | None, Query(description="Only orders of this mentee")] = None,
) -> AdminOrderPage:
    """Newest first."""
    return await service.list_all(page, user_id=object_id(user_id) if user_id else None, state=state)


@router.get(
    "/{order_id}",
    operation_id="getAnyOrder",
    summary="Read an order",
    responses=error_responses(*_ERRORS, NOT_FOUND),
)
async def get_any_order(order_id: Identifier, _admin: CurrentAdmin, service: CurrentPayments) -> AdminOrderView:
    """Anybody's."""
    return admin_view(await service.get_any(object_id(order_id)))


@router.post(
    "/{order_id}/reconcile",
    operation_id="reconcileOrder",
    summary="Ask the payment service about an order now",
    responses=error_responses(*_ERRORS, NOT_FOUND, PAYMENT_PROVIDER_UNAVAILABLE),
)
async def reconcile_order(
    order_id: Identifier, _admin: CurrentAdmin, service: CurrentReconciliation, clock: CurrentClock
) -> AdminOrderView:
    """What the worker does on its own schedule: payments that nobody reported are applied."""
    return admin_view(await service.reconcile_order(object_id(order_id), now=clock()))
