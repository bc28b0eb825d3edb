"""``/api/admin/pricing-plans``."""

from typing import Annotated

from fastapi import APIRouter, Query

from codementee.auth.dependencies import CurrentAdmin
from codementee.catalogue.dependencies import (
    CHANGE_ERRORS,
    CREATE_ERRORS,
    GET_ERRORS,
    LIST_ERRORS,
    CurrentWorkshop,
    Workshop,
)
from codementee.catalogue.errors import ALREADY_EXISTS
from codementee.catalogue.paging import code_page
from codementee.catalogue.repository import version_of
from codementee.catalogue.service import Check, Editor
from codementee.core.database import Document
from codementee.core.identifiers import Identifier, object_id
from codementee.core.openapi import body_responses, error_responses
from codementee.core.pagination import PageRequest
from codementee.pricing.repository import COLLECTION, PricingPlanRepository, plan_of
from codementee.pricing.schemas import AdminPricingPlan, AdminPricingPlanPage, NewPricingPlan, PricingPlanChange
from codementee.pricing.service import NAMESPACE, one_recommended

router = APIRouter(prefix="/api/admin/pricing-plans", tags=["admin: catalogue"])

_CURRENCY = {"currency": "INR"}


def _editor(workshop: Workshop) -> Editor:
    return workshop.editor(COLLECTION, "pricing_plan", NAMESPACE)


def _check(workshop: Workshop) -> Check:
    return one_recommended(PricingPlanRepository(workshop.resources.database), now=workshop.now)


def _shown(document: Document) -> AdminPricingPlan:
    return AdminPricingPlan(
        **dict(plan_of(document)),
        active=document["active"],
        version=version_of(document),
        created_at=document["created_at"],
        updated_at=document["updated_at"],
    )


@router.get("", operation_id="adminListPricingPlans", summary="List all plans", responses=error_responses(*LIST_ERRORS))
async def list_pricing_plans(
    _admin: CurrentAdmin,
    workshop: CurrentWorkshop,
    page: PageRequest,
    active: Annotated[bool | None, Query(description="Only plans on sale, or only retired ones")] = None,
) -> AdminPricingPlanPage:
    """Retired ones included, in order of `code`."""
    documents, pagination = await code_page(_editor(workshop), page, key="code", active=active)
    return AdminPricingPlanPage(items=[_shown(document) for document in documents], pagination=pagination)


@router.post(
    "",
    operation_id="adminCreatePricingPlan",
    summary="Add a plan",
    status_code=201,
    responses=body_responses(*CREATE_ERRORS),
)
async def create_pricing_plan(admin: CurrentAdmin, workshop: CurrentWorkshop, body: NewPricingPlan) -> AdminPricingPlan:
    """On sale at once. Prices are INR."""
    fields = body.model_dump(mode="json") | _CURRENCY
    return _shown(await _editor(workshop).create(admin, fields, now=workshop.now, check=_check(workshop)))


@router.get(
    "/{plan_id}", operation_id="adminGetPricingPlan", summary="One plan", responses=error_responses(*GET_ERRORS)
)
async def get_pricing_plan(_admin: CurrentAdmin, workshop: CurrentWorkshop, plan_id: Identifier) -> AdminPricingPlan:
    """With its `version`, which a change has to send back."""
    return _shown(await _editor(workshop).get(object_id(plan_id)))


@router.patch(
    "/{plan_id}",
    operation_id="adminChangePricingPlan",
    summary="Change or retire a plan",
    responses=body_responses(*CHANGE_ERRORS, ALREADY_EXISTS),
)
async def change_pricing_plan(
    admin: CurrentAdmin, workshop: CurrentWorkshop, plan_id: Identifier, body: PricingPlanChange
) -> AdminPricingPlan:
    """Holds for orders from now on: an order keeps the plan as it was when it was placed."""
    changes = body.model_dump(mode="json", exclude={"version"}, exclude_none=True)
    return _shown(
        await _editor(workshop).change(
            admin,
            object_id(plan_id),
            changes,
            version=body.version,
            now=workshop.now,
            check=_check(workshop),
        )
    )
