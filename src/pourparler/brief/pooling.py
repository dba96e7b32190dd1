"""How judgements are used: the shares of evidence and judgements, weights of experts, calibration questions."""

from typing import Any, Literal

from pydantic import Field, model_validator

from pourparler.brief.fields import Bilingual, Number, Record, refuse
from pourparler.brief.judgements import TINY
from pourparler.language import msg

SLACK = 1e-9
LEAST_SEEDS = 8
"""Calibration questions below which weights by performance say nothing."""


class Pool(Record):
    """Whether judgements enter the draws beside the evidence, and how the experts count among each other."""

    evidence: Number | None = Field(None, description="Share of the draws that follow the evidence, 0 to 1.")
    judgements: Number | None = Field(
        None, description="Share of the draws that follow the experts, 0 to 1; both shares add up to 1."
    )
    rule: Literal["linear", "cooke"] = Field(
        "linear",
        description="Weights of experts: linear (all alike) or cooke (by their answers to calibration questions).",
    )

    @model_validator(mode="after")
    def _shares(self) -> "Pool":
        form = "pool: {evidence: 0.5, judgements: 0.5}"
        given = {"evidence": self.evidence, "judgements": self.judgements}
        for name, share in given.items():
            if share is not None and not 0 <= share <= 1:
                raise refuse(
                    "E206",
                    msg("{found} is not a share for {name}: shares go from 0 to 1", found=share, name=name),
                    msg("Write for example {form}.", form=form),
                )
        if (self.evidence is None) != (self.judgements is None):
            raise refuse(
                "E003",
                msg(
                    "the share of {name} is missing here", name=next(n for n, x in given.items() if x is None)
                ),
                msg("Write for example {form}.", form=form),
            )
        total = (self.evidence or 0.0) + (self.judgements or 0.0)
        if self.evidence is not None and abs(total - 1) > SLACK:
            raise refuse(
                "E206",
                msg("the shares add up to {total} and not to 1", total=total),
                msg("Write for example {form}.", form=form),
            )
        return self

    @property
    def judged(self) -> float:
        """The share of draws in which judgements count, 0 to 1; 0 where no shares are given."""
        return self.judgements or 0.0


class Seed(Record):
    """A calibration question: its answer is known to whoever weighs the experts, and not to them."""

    truth: Number = Field(description="The true value.")
    scale: Literal["linear", "log"] = Field(
        "linear", description="log where answers differ by orders of magnitude; they must be above 0 then."
    )
    question: Bilingual | None = Field(None, description="What the experts were asked.")
    unit: Bilingual | None = Field(None, description="What is counted.")
    reference: Any = Field(None, description="Where the true value is published.")

    @model_validator(mode="after")
    def _on_the_axis(self) -> "Seed":
        if self.scale == "log" and self.truth < TINY:
            raise refuse(
                "E206",
                msg(
                    "{found} is not above 0, and the question is asked on a logarithmic scale",
                    found=self.truth,
                ),
                msg("Write scale: linear."),
            )
        return self
