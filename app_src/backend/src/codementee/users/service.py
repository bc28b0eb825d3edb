"""Who somebody is, from the cache where possible: every secured request asks."""

import json
from datetime import datetime

from bson import ObjectId

from codementee.core.cache import Cache
from codementee.users.principal import Principal
from codementee.users.repository import User, UserRepository
from codementee.users.schemas import Profile, ProfileChange, Role, Tier, UserStatus

NAMESPACE = "principals"


class UserService:
    def __init__(self, repository: UserRepository, cache: Cache) -> None:
        self._repository = repository
        self._cache = cache

    async def principal(self, user_id: ObjectId) -> Principal | None:
        """None when there is no such active user."""

        async def load() -> bytes:
            user = await self._repository.find(user_id)
            if user is None or user.status is not UserStatus.ACTIVE:
                return b"null"
            return json.dumps(
                {
                    "role": user.role.value,
                    "email": user.email,
                    "name": user.name,
                    "time_zone": user.time_zone,
                    "email_verified": user.email_verified_at is not None,
                    "paid_until": user.paid_until.isoformat() if user.paid_until else None,
                    "tokens_valid_from": user.tokens_valid_from.isoformat(),
                }
            ).encode()

        found = json.loads(await self._cache.get_or_load(NAMESPACE, str(user_id), load))
        if found is None:
            return None
        return Principal(
            id=user_id,
            role=Role(found["role"]),
            email=found["email"],
            name=found["name"],
            time_zone=found["time_zone"],
            email_verified=found["email_verified"],
            paid_until=datetime.fromisoformat(found["paid_until"]) if found["paid_until"] else None,
            tokens_valid_from=datetime.fromisoformat(found["tokens_valid_from"]),
        )

    async def principals_changed(self) -> None:
        """To be called after a role, status, name, zone or paid period changed; it shows in every replica at once.

        While the cache cannot be told, replicas may know the old state for up to its time to live.
        """
        await self._cache.invalidate(NAMESPACE)

    async def profile(self, user_id: ObjectId, *, now: datetime) -> Profile | None:
        user = await self._repository.find(user_id)
        return profile_of(user, now=now) if user is not None else None

    async def change_profile(self, user_id: ObjectId, change: ProfileChange, *, now: datetime) -> Profile | None:
        user = await self._repository.change(user_id, change.model_dump(exclude_none=True), now=now)
        await self.principals_changed()
        return profile_of(user, now=now) if user is not None else None


def profile_of(user: User, *, now: datetime) -> Profile:
    return Profile(
        id=str(user.id),
        email=user.email,
        name=user.name,
        role=user.role,
        tier=Tier.PAID if user.paid_until is not None and user.paid_until > now else Tier.FREE,
        paid_until=user.paid_until,
        email_verified=user.email_verified_at is not None,
        time_zone=user.time_zone,
        created_at=user.created_at,
    )
