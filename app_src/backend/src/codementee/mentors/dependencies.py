"""The mentor service and a mentor's own profile, for the routers that need them."""

from typing import Annotated

from fastapi import Depends

from codementee.auth.dependencies import CurrentMentor
from codementee.catalogue.dependencies import CurrentWorkshop, Workshop
from codementee.catalogue.service import Editor
from codementee.core.dependencies import CurrentCache, CurrentDatabase
from codementee.mentors.repository import COLLECTION
from codementee.mentors.service import NAMESPACE, PRIVATE, MentorService, OwnProfile


async def mentor_service(database: CurrentDatabase, cache: CurrentCache) -> MentorService:
    return MentorService(database, cache)


CurrentMentors = Annotated[MentorService, Depends(mentor_service)]


def mentor_editor(workshop: Workshop) -> Editor:
    return workshop.editor(COLLECTION, "mentor", NAMESPACE, private=PRIVATE)


async def _own_profile(mentor: CurrentMentor, workshop: CurrentWorkshop, service: CurrentMentors) -> OwnProfile:
    return OwnProfile(mentor, mentor_editor(workshop), service)


CurrentOwnProfile = Annotated[OwnProfile, Depends(_own_profile)]
