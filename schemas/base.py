"""The one base of every output model: closed and frozen."""

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """A record of the output: unknown keys are refused, values never change once made."""

    model_config = ConfigDict(frozen=True, extra="forbid")
