"""Many problems at once: briefs, folders of briefs, packed briefs, and worked cases by name."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from pourparler.brief.brief import MAIN, Brief
from pourparler.brief.reading import read_brief
from pourparler.cases import case_names, read_case
from pourparler.errors import UnreadableInput, UsageError
from pourparler.language import did_you_mean, msg


def read_scenarios(told: Sequence[str]) -> dict[str, Brief]:
    """The briefs that are named, each by a name of its own: its folder's, its file's or the case's.

    What is told: the folder of a brief (or its ``brief.yaml``, or a packed ``.zip``), a folder whose subfolders or
    packed files are briefs, or the name of a worked case. Raises ``UsageError`` for two of one name, and for a
    name that is neither a path nor a case; ``UnreadableInput`` for a folder without briefs, and as
    :func:`read_brief` does.
    """
    found: dict[str, Brief] = {}
    for text in told:
        for name, brief in _briefs(text):
            if name in found:
                raise UsageError(
                    msg("the scenario {name} is given twice", name=name),
                    where=text,
                    advice=msg("Give each a name of its own."),
                )
            found[name] = brief
    return found


def _briefs(text: str) -> Iterator[tuple[str, Brief]]:
    path = Path(text)
    if not path.exists():
        yield text, _case(text)
    elif path.is_file() or (path / MAIN).is_file():
        yield _name(path), read_brief(path)
    else:
        inside = [one for one in sorted(path.iterdir()) if (one / MAIN).is_file() or one.suffix == ".zip"]
        if not inside:
            raise UnreadableInput(
                msg("there is no brief in {name}", name=text),
                where=text,
                advice=msg("Name the folder of a brief, or a folder that holds folders of briefs."),
            )
        for one in inside:
            yield _name(one), read_brief(one)


def _case(text: str) -> Brief:
    if text in case_names():
        return read_case(text)
    raise UsageError(
        msg("{name} is neither a brief nor a case", name=text),
        where=text,
        advice=did_you_mean(text, case_names(), msg("Check the path, or see `pourparler cases`.")),
    )


def _name(path: Path) -> str:
    whole = path.resolve()
    return whole.parent.name if whole.name == MAIN else whole.stem if whole.suffix == ".zip" else whole.name
