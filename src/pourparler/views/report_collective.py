"""The report's section on what exchanges and decision rules do: only the parts that have something to say."""

from collections.abc import Sequence
from typing import Any

from pourparler.analyses.collective.procedures.result import CoreResult
from pourparler.analyses.collective.trades.results import ExchangeResult
from pourparler.analyses.collective.voting_power.result import PowerResult
from pourparler.views.names import Names
from pourparler.views.report_changeable import changeable_part
from pourparler.views.report_exchanges import exchange_part
from pourparler.views.report_part import Part
from pourparler.views.report_power import power_part


def collective_parts(results: Sequence[Any], names: Names) -> tuple[Part, ...]:
    """Exchanges, what can be changed, voting power, in this order; empty where none of them says anything."""
    found = [
        *(exchange_part(r, names) for r in results if isinstance(r, ExchangeResult)),
        *(changeable_part(r, names) for r in results if isinstance(r, CoreResult)),
        *(power_part(r, names) for r in results if isinstance(r, PowerResult)),
    ]
    return tuple(part for part in found if part is not None)
