"""What all commands share: language, output streams, exit codes, errors without tracebacks."""

import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import click

from pourparler.errors import (
    InvalidBrief,
    MissingExtra,
    NoAnswer,
    NumericalFailure,
    PourparlerError,
    UsageError,
)
from pourparler.language import Lang, Message, as_language, mark, msg, render

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
        text = json.dumps(data, ensure_ascii=False, sort_keys=True, indent=2, allow_nan=False)
        sys.stdout.buffer.write(text.encode("utf-8") + b"\n")
        sys.stdout.flush()


class Translated:
    """A command whose help is told in the caller's language."""

    help: str | None
    epilog: str | None
    params: list[click.Parameter]

    def word(self, text: str) -> str:
        """``text`` in the caller's language."""
        return Shell.of(sys.argv[1:]).words(text)

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
                text = (
                    self.word(mark("Show this help."))
                    if "--help" in param.opts
                    else self.word(param.help or "")
                )
                rows.append((record[0], text))
        if rows:
            with formatter.section(self.word(mark("Options"))):
                formatter.write_dl(rows)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)


class Command(Translated, click.Command):
    """A command with translated help."""


class Group(Translated, click.Group):
    """A group of commands with translated help."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Names and purposes."""
        with formatter.section(self.word(mark("Commands"))):
            formatter.write_dl([(name, self.word(item.help or "")) for name, item in self.commands.items()])


def common(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options every command has."""
    for option in (
        click.option(
            "--quiet", "-q", is_flag=True, expose_value=False, help=mark("Say nothing on stderr but errors.")
        ),
        click.option(
            "--lang",
            type=click.Choice(["fr", "en"]),
            expose_value=False,
            help=mark("Language of the answer."),
        ),
        click.option(
            "--json", is_flag=True, expose_value=False, help=mark("Print exactly one JSON document.")
        ),
    ):
        function = option(function)
    return function


def reading(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options of commands that read a brief as of a day or in a scenario."""
    for option in (
        click.option(
            "--scenario",
            default="",
            metavar="NAME",
            help=mark("Read the brief with an overlay from scenarios/."),
        ),
        click.option(
            "--as-of", default="", metavar="DATE", help=mark("See the brief as it was known on this day.")
        ),
    ):
        function = option(function)
    return function


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
    head = f"{where}: " if where else ""
    mark_of = f"{rule} " if rule else ""
    text = f"{head}{mark_of}{found}{'' if found.endswith(('.', '!', '?')) else '.'} {advice}".rstrip()
    click.echo(shell.words(msg("Error: {text}", text=text)), err=True)
    for finding in findings:
        click.echo(f"  {finding.where}: {finding.rule} {finding.sentence(shell.lang())}", err=True)  # type: ignore[attr-defined]
    return code


def _parts(error: Exception, shell: Shell) -> tuple[int, str, str, str, str]:
    lang = shell.lang()
    if isinstance(error, PourparlerError):
        where, rule, found, advice = error.parts()
        return _code(error), where, rule, render(found, lang), render(advice, lang)
    if isinstance(error, click.UsageError):
        return USAGE, "", "", _usage(error, shell), shell.words(mark("See --help."))
    if isinstance(error, click.ClickException):
        return USAGE, "", "", error.format_message(), ""
    if isinstance(error, ValueError) and "null byte" in str(error):
        return USAGE, "", "", shell.words(mark("a path cannot hold a null character")), ""
    if isinstance(error, OSError):
        reason = error.strerror or str(error)
        return (
            INPUT,
            str(error.filename or ""),
            "",
            reason,
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


def _usage(error: click.UsageError, shell: Shell) -> str:
    match error:
        case click.NoSuchOption():
            return shell.words(msg("there is no option {name}", name=error.option_name))
        case click.MissingParameter():
            name = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
            return shell.words(msg("{name} is missing", name=name))
        case click.BadParameter():
            names = ", ".join(error.param.opts) if error.param else ""
            return shell.words(msg("{name}: {reason}", name=names, reason=error.message))
    return error.message


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
