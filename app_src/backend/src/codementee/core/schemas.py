"""Shapes shared by every domain's answers."""

from pydantic import BaseModel, ConfigDict, Field


class Model(BaseModel):
    """Base of everything that crosses the wire: nothing unknown passes unnoticed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Pagination(Model):
    limit: int = Field(description="The largest number of items this page could have held", examples=[50])
    next_cursor: str | None = Field(description="Pass it as `cursor` to get the next page; null on the last one")


class ErrorField(Model):
    path: str = Field(description="The input to blame, dotted", examples=["limit"])
    message: str


class ErrorDetail(Model):
    code: str = Field(description="Stable; branch on this", examples=["not_found"])
    message: str = Field(description="For people; may change")
    request_id: str = Field(description="Quote it to support; finds the request in every log")
    fields: list[ErrorField] | None = Field(default=None, description="Present when single inputs are to blame")


class ErrorResponse(Model):
    error: ErrorDetail
