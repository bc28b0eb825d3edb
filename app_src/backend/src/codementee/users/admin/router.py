"""``/api/admin/users``."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from codementee.auth.dependencies import CurrentAdmin, CurrentAuth
from codementee.auth.errors import AUTH_ERRORS, EMAIL_TAKEN
from codementee.catalogue.dependencies import CHANGE_ERRORS, GET_ERRORS, LIST_ERRORS, CurrentWorkshop
from codementee.core.errors import DATABASE_UNAVAILABLE
from codementee.core.identifiers import Identifier, object_id
from codementee.core.openapi import body_responses, error_responses
from codementee.core.pagination import PageRequest
from codementee.users.admin.errors import ACCOUNT_DELETED, OWN_ACCOUNT
from codementee.users.admin.schemas import AdminUser, AdminUserPage, NewUser, UserChange, UserNames
from codementee.users.admin.service import UserAdministration
from codementee.users.schemas import Role, UserStatus

router = APIRouter(prefix="/api/admin/users", tags=["admin: users"])
# Not below the accounts: there it would be one of them, for every method but this.
names_router = APIRouter(prefix="/api/admin/user-names", tags=["admin: users"])


async def _administration(workshop: CurrentWorkshop, auth: CurrentAuth) -> UserAdministration:
    return UserAdministration(workshop, auth)


CurrentAdministration = Annotated[UserAdministration, Depends(_administration)]


@router.get("", operation_id="adminListUsers", summary="List or find accounts", responses=error_responses(*LIST_ERRORS))
async def list_users(
    _admin: CurrentAdmin,
    administration: CurrentAdministration,
    page: PageRequest,
    role: Role | None = None,
    status: UserStatus | None = None,
    email: Annotated[
        str | None, Query(min_length=1, max_length=254, description="What the address begins with", examples=["asha"])
    ] = None,
) -> AdminUserPage:
    """Newest first; with `email`, in order of address."""
    return await administration.search(page, role=role, status=status, email=email)


@router.post(
    "",
    operation_id="adminCreateUser",
    summary="Add an account",
    status_code=201,
    responses=body_responses(*AUTH_ERRORS, EMAIL_TAKEN, DATABASE_UNAVAILABLE),
)
async def create_user(admin: CurrentAdmin, administration: CurrentAdministration, body: NewUser) -> AdminUser:
    """Of any role, without a password: its owner gets a mail with a link to set one."""
    return await administration.create(admin, body)


@router.get("/{user_id}", operation_id="adminGetUser", summary="One account", responses=error_responses(*GET_ERRORS))
async def get_user(_admin: CurrentAdmin, administration: CurrentAdministration, user_id: Identifier) -> AdminUser:
    """With its `version`, which a change has to send back."""
    return await administration.get(object_id(user_id))


@router.patch(
    "/{user_id}",
    operation_id="adminChangeUser",
    summary="Change, suspend or restore an account",
    responses=body_responses(*CHANGE_ERRORS, OWN_ACCOUNT, ACCOUNT_DELETED),
)
async def change_user(
    admin: CurrentAdmin, administration: CurrentAdministration, user_id: Identifier, body: UserChange
) -> AdminUser:
    """Takes effect at once, also for people who are signed in.

    A mentor who is suspended or gets another role is retired; mocks they were assigned stay until they are moved.
    """
    return await administration.change(admin, object_id(user_id), body)


@names_router.get(
    "",
    operation_id="adminListUserNames",
    summary="The names of some accounts",
    responses=error_responses(*LIST_ERRORS),
)
async def list_user_names(
    _admin: CurrentAdmin,
    administration: CurrentAdministration,
    ids: Annotated[list[Identifier], Query(alias="id", min_length=1, max_length=100, description="Whose; repeatable")],
) -> UserNames:
    """For lists that hold ids of people; who does not exist is left out."""
    return await administration.names([object_id(identifier) for identifier in ids])
