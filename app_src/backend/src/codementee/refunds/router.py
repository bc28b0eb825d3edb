"""``/api/mentee/orders/…/refund…``: asking for money back."""

from fastapi import APIRouter, status

from codementee.auth.dependencies import AUTH_ERRORS, CurrentMentee
from codementee.core.dependencies import CurrentClock
from codementee.core.errors import DATABASE_UNAVAILABLE, INVALID_PARAMETER, NOT_FOUND
from codementee.core.identifiers import Identifier, object_id
from codementee.core.openapi import body_responses, error_responses
from codementee.core.pagination import PageRequest
from codementee.payments.dependencies import CurrentRefunds
from codementee.refunds.errors import NOTHING_TO_REFUND, REFUND_OPEN
from codementee.refunds.schemas import RefundPage, RefundRequest, RefundView
from codementee.refunds.views import view_of

router = APIRouter(prefix="/api/mentee/orders", tags=["refunds"])

_ERRORS = (*AUTH_ERRORS, INVALID_PARAMETER, NOT_FOUND, DATABASE_UNAVAILABLE)


@router.post(
    "/{order_id}/refund-requests",
    operation_id="requestRefund",
    summary="Ask for the price of unused mocks back",
    status_code=status.HTTP_201_CREATED,
    responses=body_responses(*_ERRORS, NOTHING_TO_REFUND, REFUND_OPEN),
)
async def request_refund(
    order_id: Identifier, form: RefundRequest, mentee: CurrentMentee, service: CurrentRefunds, clock: CurrentClock
) -> RefundView:
    """The amount is the unused mocks' share of the price. An administrator decides; until then they can be used."""
    return view_of(await service.request(mentee.id, object_id(order_id), form.reason, now=clock()))


@router.get(
    "/{order_id}/refunds",
    operation_id="listMyRefunds",
    summary="List refunds of one of my orders",
    responses=error_responses(*_ERRORS),
)
async def list_my_refunds(
    order_id: Identifier, mentee: CurrentMentee, page: PageRequest, service: CurrentRefunds
) -> RefundPage:
    """Newest first."""
    return await service.list_of(mentee.id, object_id(order_id), page)
