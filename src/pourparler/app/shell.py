"""What all commands share: language, output streams, exit codes, errors without tracebacks."""

import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import click

from pourparler.app.indented import indented
from pourparler.errors import (
    InvalidBrief,
    MissingExtra,
    NoAnswer,
    NumericalFailure,
    PourparlerError,
    UsageError,
)
from pourparler.language import Lang, Message, as_language, did_you_mean, mark, msg, render

OK, FINDINGS, USAGE, INPUT, FAILURE = 0, 1, 2, 3, 4


@dataclass(frozen=True)
class Shell:
    """How to speak: the language asked for (or the environment's), JSON or text, quiet or not."""

    asked: str | None = None
    environment: Lang = "en"
    json: bool = False
    quiet: bool = False

    @classmethod
    def of(cls, arguments: list[str]) -> "Shell":
        """From the raw arguments, so that even a wrong call is answered in the right way."""
        asked = None
        for i, argument in enumerate(arguments):
            if argument == "--lang" and i + 1 < len(arguments):
                asked = arguments[i + 1]
            elif argument.startswith("--lang="):
                asked = argument.partition("=")[2]
        spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
        return cls(
            asked, as_language(spoken), "--json" in arguments, "--quiet" in arguments or "-q" in arguments
        )

    def lang(self, own: str | None = None) -> Lang:
        """The language: what was asked for, else the brief's ``own``, else the environment's."""
        return as_language(self.asked or own, self.environment)

    def words(self, text: str | Message, own: str | None = None) -> str:
        """A sentence in that language."""
        return render(text if isinstance(text, Message) else Message(text), self.lang(own))

    def say(self, text: str) -> None:
        """A progress line on stderr, unless quiet."""
        if not self.quiet:
            click.echo(text, err=True)

    def print_json(self, data: Mapping[str, Any]) -> None:
        """Exactly one JSON document on stdout: UTF-8, sorted keys, no NaN."""
        text = indented(data)
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.buffer.write(b"\n")
        sys.stdout.flush()


class Translated:
    """A command whose help is told in the caller's language."""

    help: str | None
    epilog: str | None
    params: list[click.Parameter]

    def word(self, text: str) -> str:
        """``text`` in the caller's language."""
        return Shell.of(sys.argv[1:]).words(text)

    def explained(self, param: click.Parameter) -> str:
        """What an option is for, and its default where that is to be shown."""
        if "--help" in param.opts:
            return self.word(mark("Show this help."))
        text = self.word(getattr(param, "help", None) or "")
        if not getattr(param, "show_default", None):
            return text
        return Shell.of(sys.argv[1:]).words(
            msg("{text} Default: {value}.", text=text, value=str(param.default))
        )

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Usage line."""
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=self.word(mark("Usage:")) + " ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the command is for."""
        if self.help:
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(self.word(self.help))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Examples."""
        if self.epilog:
            formatter.write_paragraph()
            for line in self.word(self.epilog).split("\n"):
                formatter.write_text(line)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Options, then commands where there are some."""
        rows = []
        for param in self.get_params(ctx):  # type: ignore[attr-defined]
            record = param.get_help_record(ctx)
            if record is not None and not isinstance(param, click.Argument):
                rows.append((record[0], self.explained(param)))
        if rows:
            with formatter.section(self.word(mark("Options"))):
                formatter.write_dl(rows)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)


class Command(Translated, click.Command):
    """A command with translated help."""


class Grouped(Translated):
    """What groups of commands share: an unknown command is answered with the nearest known one."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """The command that the first argument names. Raises ``UsageError`` where there is none."""
        known = self.list_commands(ctx)  # type: ignore[attr-defined]
        if args and args[0] not in known and not args[0].startswith("-"):
            raise UsageError(
                msg("there is no command {name}", name=args[0]),
                advice=did_you_mean(args[0], known, msg("Known here: {known}.", known=tuple(known))),
            )
        return super().resolve_command(ctx, args)  # type: ignore[misc]

    def purposes(self, ctx: click.Context) -> list[tuple[str, str]]:
        """Names and purposes, as help shows them."""
        names = self.list_commands(ctx)  # type: ignore[attr-defined]
        found = [(name, self.get_command(ctx, name)) for name in names]  # type: ignore[attr-defined]
        return [(name, command.help or "") for name, command in found]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Names and purposes."""
        with formatter.section(self.word(mark("Commands"))):
            formatter.write_dl([(name, self.word(text)) for name, text in self.purposes(ctx)])


class Group(Grouped, click.Group):
    """A group of commands with translated help."""


speaking = click.option(
    "--lang", type=click.Choice(["fr", "en"]), expose_value=False, help=mark("Language of the answer.")
)


def _with(function: Callable[..., Any], *options: Callable[..., Any]) -> Callable[..., Any]:
    """``function`` with ``options``, which help shows in this order."""
    for option in reversed(options):
        function = option(function)
    return function


def common(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options every command has."""
    return _with(
        function,
        click.option(
            "--json", is_flag=True, expose_value=False, help=mark("Print exactly one JSON document.")
        ),
        speaking,
        click.option(
            "--quiet", "-q", is_flag=True, expose_value=False, help=mark("Say nothing on stderr but errors.")
        ),
    )


def reading(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of commands that read a brief as of a day or in a scenario."""
    return _with(
        function,
        click.option(
            "--as-of", default="", metavar="DATE", help=mark("See the brief as it was known on this day.")
        ),
        click.option(
            "--scenario",
            default="",
            metavar="NAME",
            help=mark("Read the brief with an overlay from scenarios/."),
        ),
    )


def solving(function: Callable[..., Any]) -> Callable[..., Any]:
    """What names a problem and a concept: the brief, the concept, its settings."""
    return _with(
        function,
        click.argument("brief", type=click.Path(path_type=str)),
        click.argument("concept"),
        click.option(
            "--set",
            "settings",
            multiple=True,
            metavar="NAME=VALUE",
            help=mark("A setting of the concept; may be repeated."),
        ),
    )


def drawing(draws: int) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The options of commands that draw; ``draws``: how many by default."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        return _with(
            function,
            click.option(
                "--draws",
                type=int,
                metavar="N",
                default=draws,
                show_default=True,
                help=mark("How many draws."),
            ),
            click.option(
                "--seed", type=int, metavar="N", default=1, show_default=True, help=mark("Seed of the draws.")
            ),
            working,
        )

    return decorate


def kept(what: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Where a long job writes what it found and keeps its finished parts; ``what``: the help, marked."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        option = click.option(
            "--to", "target", type=click.Path(path_type=str), metavar="DIR", default=None, help=what
        )
        return _with(function, option)

    return decorate


def working(function: Callable[..., Any]) -> Callable[..., Any]:
    """Who does the work: processes of this machine, or a cluster."""
    return _with(
        function,
        click.option(
            "--workers", type=int, metavar="N", default=1, show_default=True,
            help=mark("Processes; the answer is the same for any number."),
        ),
        click.option(
            "--cluster", metavar="ADDRESS", default=None,
            help=mark("Dask scheduler whose workers are to do the work instead; the answer is the same."),
        ),
    )  # fmt: skip


driving = click.option(
    "--drivers", type=click.Choice(["oat", "full"]), default="oat", show_default=True,
    help=mark("What drives the answer: each number by itself (oat), or Sobol indices too (full), which takes many more solutions."),
)  # fmt: skip

requiring_agreement = click.option(
    "--require-agreement", is_flag=True, help=mark("Exit 1 when no agreement is possible.")
)

with_sources = click.option(
    "--sources", multiple=True, type=click.Path(path_type=str), metavar="DIR",
    help=mark("Where documents that are not in the brief's folder may lie."),
)  # fmt: skip


def tell_error(error: Exception, shell: Shell) -> int:
    """Print an error (where, rule, what, what to do) and return its exit code."""
    code, where, rule, found, advice = _parts(error, shell)
    findings = error.findings if isinstance(error, InvalidBrief) else ()
    if shell.json:
        from pourparler.uncertainty.run import finding_data

        inner = {"where": where, "rule": rule, "found": found, "advice": advice, "exit_code": code}
        data = [finding_data(finding, shell.lang()) for finding in findings]  # type: ignore[arg-type]
        shell.print_json({"schema": "pourparler/error/1", "error": inner, "findings": data})
        return code
    text = f"{rule} {found}{'' if found.endswith(('.', '!', '?')) else '.'} {advice}".strip()
    told = _at(where, text) if where else text
    click.echo(shell.words(msg("Error: {text}", text=told)), err=True)
    if findings:
        from pourparler.views.findings import pointing
    for finding in findings:
        line = _at(finding.where, f"{finding.rule} {finding.sentence(shell.lang())}")  # type: ignore[attr-defined]
        click.echo(f"  {shell.words(line)}", err=True)
        for pointed in pointing(finding):  # type: ignore[arg-type]
            click.echo(f"    {pointed}", err=True)
    return code


def _at(where: str, text: str) -> Message:
    return msg("{where}: {text}", where=where, text=text)


def _parts(error: Exception, shell: Shell) -> tuple[int, str, str, str, str]:
    lang = shell.lang()
    if isinstance(error, PourparlerError):
        where, rule, found, advice = error.parts()
        return _code(error), where, rule, render(found, lang), render(advice, lang)
    if isinstance(error, click.UsageError):
        from pourparler.app.usage import usage

        wrong, next_step = usage(error)
        return USAGE, "", "", shell.words(wrong), shell.words(next_step)
    if isinstance(error, click.ClickException):
        return USAGE, "", "", error.format_message(), ""
    if isinstance(error, ValueError) and "null byte" in str(error):
        return USAGE, "", "", shell.words(mark("a path cannot hold a null character")), ""
    if isinstance(error, OSError):
        from pourparler.brief.files import why

        return (
            INPUT,
            str(error.filename or ""),
            "",
            shell.words(why(error)),
            shell.words(mark("Check the path, its permissions and the space left.")),
        )
    if isinstance(error, MemoryError):
        return (
            FAILURE,
            "",
            "",
            shell.words(mark("there is not enough memory")),
            shell.words(mark("Use fewer draws or issues.")),
        )
    found = shell.words(
        msg("an internal error occurred ({kind}: {reason})", kind=type(error).__name__, reason=str(error))
    )
    return (
        FAILURE,
        "",
        "",
        found,
        shell.words(mark("Set POURPARLER_DEBUG=1 to see where, and please report it.")),
    )


def _code(error: PourparlerError) -> int:
    if isinstance(error, UsageError | MissingExtra):
        return USAGE
    if isinstance(error, NumericalFailure):
        return FAILURE
    return FINDINGS if isinstance(error, NoAnswer) else INPUT


def key_values(pairs: tuple[str, ...]) -> dict[str, Any]:
    """``--set NAME=VALUE`` pairs; values are JSON where they can be, else text."""
    found: dict[str, Any] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise UsageError(
                msg("{pair} is not NAME=VALUE", pair=pair),
                where="--set",
                advice=msg("Write for example {form}.", form="ties=4"),
            )
        try:
            found[name.strip().replace("-", "_")] = json.loads(value)
        except (ValueError, RecursionError):
            found[name.strip().replace("-", "_")] = value
    return found
