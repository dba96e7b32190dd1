"""``pourparler compare``: what differs between two scenarios or two briefs, and what that does."""

from typing import TYPE_CHECKING, Any

import click

from pourparler.app.shell import OK, Command, Shell, common, drawing, kept
from pourparler.language import mark, msg

if TYPE_CHECKING:
    from pourparler.analyses.concept import Concept
    from pourparler.brief.brief import Brief


@click.command(
    "compare",
    cls=Command,
    help=mark(
        "Tell what differs between two scenarios of a brief, a brief and one of its scenarios, or two briefs, and what that does to the answers: both are drawn alike, then each change is made alone."
    ),
    epilog=mark(
        "Examples:\npourparler compare examples/otan-2025 --scenario kremlin-only --scenario us-delay\npourparler compare old-brief new-brief --concept nash"
    ),
)
@click.argument("briefs", nargs=-1, required=True, type=click.Path(path_type=str))
@click.option(
    "--scenario", "scenarios", multiple=True, metavar="NAME",
    help=mark("A scenario; given once, it is compared with the brief itself. May be given twice."),
)  # fmt: skip
@click.option(
    "--concept", "concepts", multiple=True, metavar="NAME",
    help=mark("A concept to ask; may be repeated. By default the usual ones that the brief supports."),
)  # fmt: skip
@click.option("--as-of", default="", metavar="DATE", help=mark("See the brief as it was known on this day."))
@drawing(1024)
@kept(
    mark("Write compare.json here, and keep finished parts; a comparison that was stopped goes on from them.")
)
@common
@click.pass_obj
def command(shell: Shell, /, briefs: tuple[str, ...], scenarios: tuple[str, ...], **rest: Any) -> int:
    """Compare two versions."""
    from pourparler.analyses.registry import concept_class
    from pourparler.app.progress import progress
    from pourparler.app.working import execution, folder
    from pourparler.uncertainty.versions.comparing import difference

    given: tuple[Concept, ...] = tuple(concept_class(name)() for name in dict.fromkeys(rest["concepts"]))
    before, after = _read(briefs, scenarios, str(rest["as_of"]))
    target, parts = folder(rest["target"])
    with progress(shell) as step:
        found = difference(
            before, after, concepts=given or _usual(before, after), draws=rest["draws"], seed=rest["seed"],
            execution=execution(rest, step, msg("Drawing"), parts=parts),
        )  # fmt: skip
    lang = shell.lang(after.language)
    if target is not None:
        from pourparler.views.pages import save_json

        save_json(target / "compare.json", found.to_dict(lang))
    if shell.json:
        shell.print_json(found.to_dict(lang))
    else:
        from pourparler.views.comparisons import named_by
        from pourparler.views.terminal import print_result

        print_result(found, named_by((before, after)), lang)
    return OK


def _usual(before: "Brief", after: "Brief") -> "tuple[Concept, ...]":
    from pourparler.app.checked import supported

    return supported((before, after))


def _read(briefs: tuple[str, ...], scenarios: tuple[str, ...], as_of: str) -> "tuple[Brief, Brief]":
    """The two versions, read and checked: two briefs, or one of which at least one scenario is named."""
    from pourparler.app.checked import checked
    from pourparler.brief.reading import read_brief
    from pourparler.errors import UsageError

    if len(briefs) > 2 or len(scenarios) > 2 or len(briefs) + min(len(scenarios), 1) < 2:
        raise UsageError(
            msg("there are not two versions to compare"),
            where="compare",
            advice=msg("Name two briefs, or one brief with --scenario NAME once or twice."),
        )
    if len(briefs) == 1:
        wanted = [(briefs[0], name) for name in (("", *scenarios) if len(scenarios) == 1 else scenarios)]
    else:
        named = scenarios * 2 if len(scenarios) == 1 else scenarios or ("", "")
        wanted = list(zip(briefs, named, strict=True))
    before, after = (read_brief(path, scenario=name, as_of=as_of) for path, name in wanted)
    for brief in (before, after):
        checked(brief)
    return before, after
