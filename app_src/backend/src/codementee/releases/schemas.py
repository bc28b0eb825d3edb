"""What went into service and when, as administrators see it."""

from enum import StrEnum

from pydantic import AwareDatetime, ConfigDict, Field

from codementee.core.schemas import Model, Pagination


class ReleaseKind(StrEnum):
    INSTALL = "install"
    DEPLOY = "deploy"
    ROLLBACK = "rollback"


class ReleaseOutcome(StrEnum):
    SUCCEEDED = "succeeded"
    # It did not hold; the release before it serves again.
    REVERTED = "reverted"
    FAILED = "failed"


class _Recorded(Model):
    # The deployment writes, and may come to write more than what is shown.
    model_config = ConfigDict(extra="ignore", frozen=True)


class ReleaseLoad(_Recorded):
    """What the routers counted."""

    requests: int = Field(ge=0)
    errors: int = Field(ge=0, description="Answered 5xx")
    p95_ms: float | None = Field(ge=0)


class ReleaseWatch(_Recorded):
    """How the new release did right after it went into service, and the one before it."""

    seconds: int = Field(ge=0)
    requests: int = Field(ge=0)
    errors: int = Field(ge=0, description="Answered 5xx")
    p95_ms: float | None = Field(ge=0)
    before: ReleaseLoad | None


class Release(_Recorded):
    id: str = Field(min_length=1, examples=["20261128T201500Z-3f2c1e9"])
    kind: ReleaseKind
    environment: str = Field(examples=["production"])
    release: str = Field(description="The revision it was built from", examples=["3f2c1e9"])
    previous: str | None = Field(description="What served until then; null the first time", examples=["77aa001"])
    by: str = Field(description="Who released it", examples=["Ada"])
    link: str | None = Field(description="To the pipeline's run or the discussion; http or https")
    started_at: AwareDatetime
    finished_at: AwareDatetime
    duration_seconds: int = Field(ge=0, examples=[52])
    outcome: ReleaseOutcome
    reason: str | None = Field(description="Why it was reverted or failed, in one sentence")
    images: dict[str, str] = Field(description="References by digest", examples=[{"backend": "registry/x@sha256:…"}])
    changes: list[str] = Field(description="Subjects of the commits since the release before it")
    snapshot: str | None = Field(description="The database snapshot taken before it")
    watch: ReleaseWatch | None
    notified: dict[str, str] = Field(
        description="By channel: `delivered`, `off`, or `failed: …`", examples=[{"chat": "delivered", "mail": "off"}]
    )


class ReleasePage(Model):
    items: list[Release]
    pagination: Pagination
