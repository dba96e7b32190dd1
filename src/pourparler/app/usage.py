"""What the command-line library and the operating system say, in the caller's language."""

import re

import click

from pourparler.language import Message, did_you_mean, msg

_VALUE = re.compile(r"'?(.*?)'? is not ", re.S)
_BRACKETED = re.compile(r"\((.*)\)", re.S)


def usage(error: click.UsageError) -> tuple[Message, Message]:
    """What is wrong with a call, and what to do next."""
    path = error.ctx.command_path if error.ctx else "pourparler"
    see = msg("See `{command} --help`.", command=path)
    match error:
        case click.NoSuchOption():
            known = error.possibilities or ()
            return msg("there is no option {name}", name=error.option_name), did_you_mean(
                error.option_name, known, see
            )
        case click.MissingParameter():
            return msg("{name} is missing", name=_name(error)), see
        case click.BadOptionUsage():
            if "does not take" in error.message:
                return msg("the option {name} takes no value", name=error.option_name), see
            return msg("the option {name} needs a value", name=error.option_name), see
        case click.BadParameter():
            return msg("{name}: {reason}", name=_name(error), reason=_value(error)), see
    if error.message == "Missing command.":
        return msg("a command is missing"), see
    surplus = _BRACKETED.search(error.message)
    if "extra argument" in error.message and surplus:
        return msg("there is no place for {words:quote} in this call", words=surplus.group(1)), see
    return _as_it_is(error.message), see


def _name(error: click.BadParameter) -> str:
    if error.param is None:
        return error.param_hint if isinstance(error.param_hint, str) else ""
    if isinstance(error.param, click.Argument) and error.ctx is not None:
        shown = error.param.make_metavar(error.ctx)
        return (error.param.name or "").upper() if shown.startswith("[") else shown
    return "/".join(error.param.opts)


def _value(error: click.BadParameter) -> Message:
    """Why a value is refused: by what its parameter takes, whatever the library's own words are."""
    said = _VALUE.match(error.message)
    found = said.group(1) if said else "?"
    kind = error.param.type if error.param is not None else None
    match kind:
        case click.Choice():
            choices = tuple(str(choice) for choice in kind.choices)
            return msg("{found} is none of {known:or}", found=found, known=choices)
        case click.IntRange():
            return msg("{found} is not a whole number from {a} to {b}", found=found, a=kind.min, b=kind.max)
    if kind is click.INT:
        return msg("{found} is not a whole number", found=found)
    return _as_it_is(error.message.rstrip("."))


def _as_it_is(text: str) -> Message:
    """Words of others, which may hold braces of their own."""
    return Message("{text}", {"text": text})
