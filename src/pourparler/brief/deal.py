"""A deal in a file of its own: a mapping of issues to values, with where each stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pourparler.brief.document import read_yaml
from pourparler.brief.files import read_text
from pourparler.errors import UnreadableInput
from pourparler.language import msg


@dataclass(frozen=True)
class Deal:
    """What a file says of a deal: ``values`` by issue, and ``places`` (``file:line:column``; ``""``: the file)."""

    values: Mapping[str, Any]
    places: Mapping[str, str]


def read_deal(path: str | Path) -> Deal:
    """Read a deal from a YAML file. Whether its issues and values exist is for the model to say.

    Raises ``UnreadableInput`` where there is no such file, or it is not YAML, or not a mapping of issues.
    """
    name = str(path)
    document = read_yaml(read_text(Path(path), name=name), name)
    for fault in document.faults:
        raise UnreadableInput(fault.message, where=fault.where, advice=fault.advice)
    if not isinstance(document.data, dict):
        raise UnreadableInput(
            msg("a deal is a mapping of issues to values"),
            where=name,
            advice=msg("Write one line for each issue, for example {form}.", form="`price: 20`"),
        )
    values = {str(issue): value for issue, value in document.data.items()}
    places = {
        str(issue): str(document.places[(issue,)]) for issue in document.data if (issue,) in document.places
    }
    return Deal(values, {"": name, **places})
