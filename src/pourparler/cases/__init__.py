"""Worked cases from the literature as briefs, each with its citation and its published answers."""

from importlib import resources
from pathlib import Path

from pourparler.brief.brief import Brief
from pourparler.brief.reading import read_brief
from pourparler.errors import UsageError
from pourparler.language import did_you_mean, msg


def case_names() -> tuple[str, ...]:
    """The names of all cases."""
    home = resources.files("pourparler.cases")
    return tuple(
        sorted(item.name for item in home.iterdir() if item.is_dir() and (item / "brief.yaml").is_file())
    )


def read_case(name: str) -> Brief:
    """The brief of a worked case. Raises ``UsageError`` for an unknown name.

    >>> read_case("nash-1950").parties["bill"].name
    'Bill'
    """
    if name not in case_names():
        raise UsageError(
            msg("there is no case {name}", name=name),
            where="cases",
            advice=did_you_mean(name, case_names(), msg("Known here: {known}.", known=case_names())),
        )
    with resources.as_file(resources.files("pourparler.cases") / name) as folder:
        return read_brief(Path(folder))
