"""A scenario as GENIUS XML: a domain and one profile per party."""

from collections.abc import Iterator, Mapping
from xml.sax.saxutils import quoteattr

from pourparler.exchange.decimals import long_text
from pourparler.exchange.faults import impossible
from pourparler.exchange.scenario import Profile, Scenario, Subject, Worth
from pourparler.language import msg

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def write(scenario: Scenario) -> Mapping[str, str]:
    """The files of a scenario. Raises ``UsageError`` for characters that XML cannot hold."""
    lines = [f'<utility_space number_of_issues="{len(scenario.subjects)}">']
    lines.append('  <objective index="0" etype="objective" type="objective" name="root" description="">')
    for index, subject in enumerate(scenario.subjects, start=1):
        lines += [f"    {line}" for line in _issue(index, subject, None)]
    lines += ["  </objective>", "</utility_space>", ""]
    files = {scenario.domain_file("domain.xml"): _HEAD + "\n".join(lines)}
    for profile in scenario.profiles:
        files[profile.file or f"{profile.name}.xml"] = _HEAD + "\n".join(_profile(scenario, profile))
    return files


def _profile(scenario: Scenario, profile: Profile) -> Iterator[str]:
    yield "<utility_space>"
    if profile.reserve is not None:
        yield f"  <reservation value={_quoted(profile.found.get('reserve') or long_text(profile.reserve))}/>"
    if "discount" in profile.found or profile.discount != 1:
        yield f"  <discount_factor value={_quoted(profile.found.get('discount') or long_text(profile.discount))}/>"
    yield '  <objective index="0" etype="objective" type="objective" name="root" description="">'
    for index, (subject, worth) in enumerate(zip(scenario.subjects, profile.worths, strict=True), start=1):
        for line in _issue(index, subject, worth):
            yield f"    {line}"
    for index, worth in enumerate(profile.worths, start=1):
        weight = worth.found.get("weight") or long_text(worth.weight)
        yield f'    <weight index="{index}" value={_quoted(weight)}/>'
    yield "  </objective>"
    yield "</utility_space>"
    yield ""


def _issue(index: int, subject: Subject, worth: Worth | None) -> Iterator[str]:
    """An issue; with ``worth``, as a profile writes it."""
    # A numeric issue whose worths are a table is written value by value.
    kind = subject.kind if subject.bounds is not None else "discrete"
    yield f'<issue index="{index}" etype="{kind}" type="{kind}" vtype="{kind}" name={_quoted(subject.name)}>'
    if kind != "discrete" and subject.bounds is not None:
        yield f"  <range lowerbound={_quoted(subject.bounds[0])} upperbound={_quoted(subject.bounds[1])}/>"
        if worth is not None:
            written = " ".join(f"{key}={_quoted(value)}" for key, value in worth.found["evaluator"].items())
            yield f"  <evaluator {written}/>"
    else:
        texts = [""] * len(subject.values)
        if worth is not None:
            texts = worth.found.get("evaluations") or [long_text(number) for number in worth.evaluations]
        for number, (value, text) in enumerate(zip(subject.values, texts, strict=True), start=1):
            evaluation = f" evaluation={_quoted(text)}" if worth is not None else ""
            yield f'  <item index="{number}" value={_quoted(value)}{evaluation}/>'
    yield "</issue>"


def _quoted(text: str) -> str:
    if not all(letter in "\t\n\r" or letter >= " " for letter in text) or any(
        "\ud800" <= c <= "\udfff" or c in "\ufffe\uffff" for c in text
    ):
        raise impossible(
            "X007",
            ascii(text[:40]),
            msg("XML cannot hold the characters of a name"),
            advice=msg("Rename it in the brief."),
        )
    # Line ends inside an attribute are read back as spaces unless they are written as references.
    return quoteattr(text, {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
