"""The slot service, for the routers that need it."""

from typing import Annotated

from fastapi import Depends

from codementee.claims.repository import ClaimRepository
from codementee.core.dependencies import CurrentCache, CurrentDatabase
from codementee.interview_types.repository import InterviewTypeRepository
from codementee.slots.repository import SlotRepository
from codementee.slots.service import SlotService


async def slot_service(database: CurrentDatabase, cache: CurrentCache) -> SlotService:
    return SlotService(SlotRepository(database), InterviewTypeRepository(database), ClaimRepository(database), cache)


CurrentSlots = Annotated[SlotService, Depends(slot_service)]
