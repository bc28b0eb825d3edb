"""The editor's ingredients as one dependency, and the errors every administrative endpoint lists."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import Depends

from codementee.audit.service import AuditLog
from codementee.auth.errors import AUTH_ERRORS
from codementee.catalogue.errors import ALREADY_EXISTS, EDIT_CONFLICT
from codementee.catalogue.repository import EditableRepository
from codementee.catalogue.service import Editor
from codementee.core.dependencies import CurrentResources, Resources
from codementee.core.errors import DATABASE_UNAVAILABLE, INVALID_PARAMETER, NOT_FOUND

LIST_ERRORS = (*AUTH_ERRORS, INVALID_PARAMETER, DATABASE_UNAVAILABLE)
GET_ERRORS = (*LIST_ERRORS, NOT_FOUND)
CREATE_ERRORS = (*AUTH_ERRORS, ALREADY_EXISTS, DATABASE_UNAVAILABLE)
CHANGE_ERRORS = (*GET_ERRORS, EDIT_CONFLICT)


@dataclass(frozen=True, slots=True)
class Workshop:
    """Makes editors; the moment is the request's."""

    resources: Resources

    @property
    def now(self) -> datetime:
        return self.resources.clock()

    def editor(
        self,
        collection: str,
        subject: str,
        *namespaces: str,
        private: frozenset[str] = frozenset(),
    ) -> Editor:
        return Editor(
            EditableRepository(self.resources.database, collection),
            transactions=self.resources.transactions,
            audit=AuditLog(self.resources.database),
            cache=self.resources.cache,
            subject=subject,
            namespaces=namespaces,
            private=private,
        )


async def _workshop(resources: CurrentResources) -> Workshop:
    return Workshop(resources)


CurrentWorkshop = Annotated[Workshop, Depends(_workshop)]
