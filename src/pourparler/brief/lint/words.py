"""Rules on quantities and words of probability: scales, yardsticks, readings, and the spread a hedge asks for."""

from collections.abc import Iterator

from pourparler.brief.findings import Finding
from pourparler.brief.laws import off_scale, other_yardsticks
from pourparler.brief.lint.context import Context, is_number, plain
from pourparler.brief.numbers import Number, issue_scale
from pourparler.brief.readings import mark_reading, own_quantiles, stated_reading, yardstick_of
from pourparler.brief.sources import HedgeMark
from pourparler.brief.yardsticks import CAPPHRASE, Band, Quantiles, names, reading, terms
from pourparler.language import Lang, did_you_mean, msg, nearest

WIDE = 0.6
"""Share of the scale that a number must cover where a source says that nothing is settled yet."""

_SHOWN = 5
_READ = frozenset(("possibility", "likelihood"))


def not_a_quantity(seen: Context) -> Iterator[Finding]:
    """E206: numbers out of order or off the scale, in ``stances`` and elsewhere, or in the brief's lexicon."""
    for key, fault in seen.law_faults.items():
        context = fault.context or {}
        if context.get("rule") == "E206":
            yield seen.finding(
                "E206", key, says=context["message"], advice=context["advice"] or msg("Order the numbers.")
            )
    yield from _off_the_scale(seen)
    for name, written in (seen.brief.content.lexicon or {}).items():
        if own_quantiles(written) is None:
            key = f"lexicon/{name}"
            message = msg("{key}: {found} is not five rising percentages", key=key, found=str(written)[:60])
            yield seen.finding(
                "E206", key, says=message, advice=msg("Write the 5, 25, 50, 75 and 95 % points.")
            )


def _off_the_scale(seen: Context) -> Iterator[Finding]:
    """Numbers that name an outcome: a status quo, what a party has without agreement."""
    content = seen.brief.content
    outcomes = [
        (f"issues/{name}/status_quo", name, issue.status_quo)
        for name, issue in content.issues.items()
        if isinstance(issue.status_quo, str)
    ]
    if isinstance(content.rules.no_deal, dict):
        outcomes += [
            (f"rules/no_deal/{party}/{issue}", issue, value)
            for party, worth in content.rules.no_deal.items()
            for issue, value in worth.outcome.items()
            if issue in content.issues
        ]
    for key, issue, value in outcomes:
        scale = issue_scale(content.issues[issue])
        if value not in (scale.names or ()) and is_number(value) and not scale.holds(float(value)):
            message = off_scale(value, scale, value=float(value), what=seen.issue(issue))
            yield seen.finding(
                "E206", key, says=message, advice=msg("Check the number and the scale."), found=value
            )


def unknown_yardstick(seen: Context) -> Iterator[Finding]:
    """E007: a yardstick that is not known, of the brief or of a source."""
    for key, name in _named(seen):
        if name not in names():
            message = msg("{name} is not a yardstick", name=name)
            advice = did_you_mean(name, names(), msg("Known here: {known}.", known=names()))
            yield seen.finding("E007", key, says=message, advice=advice, found=name)


def _named(seen: Context) -> Iterator[tuple[str, str]]:
    """The yardsticks that the brief and its sources name, with their keys."""
    if seen.brief.content.yardstick is not None:
        yield "yardstick", seen.brief.content.yardstick
    for name, source in seen.brief.sources.items():
        if source.yardstick is not None:
            yield f"sources/{name}/yardstick", source.yardstick


def _marks(seen: Context) -> Iterator[tuple[str, int, HedgeMark]]:
    """Marks of accepted items whose words must have a reading: likelihood of any scope, possibility of a claim."""
    for name, item in seen.accepted.items():
        for i, mark in enumerate(item.hedges):
            if (
                stated_reading(mark) is None
                and mark.cls in _READ
                and mark.scope != "value"
                and not _is_own(seen, mark)
            ):
                yield name, i, mark


def _is_own(seen: Context, mark: HedgeMark) -> bool:
    return mark.term in (seen.brief.content.lexicon or {})


def _chances(seen: Context) -> Iterator[tuple[Number, str, str | None, Lang]]:
    """Numbers written as a word of probability, with the yardstick and the language to read it in."""
    for number in seen.brief.numbers.values():
        word = number.entry.value
        if number.kind == "chance" and isinstance(word, str):
            cited = next(iter(seen.items(number)), None)
            yardstick = yardstick_of(seen.brief, cited) if cited else seen.brief.content.yardstick
            yield number, plain(word), yardstick, seen.lang(cited) if cited else seen.brief.language


def off_the_yardstick(seen: Context) -> Iterator[Finding]:
    """E207: a word of probability that its yardstick does not hold; of a possibility, that no lexicon row holds."""
    for name, i, mark in _marks(seen):
        yardstick = yardstick_of(seen.brief, name) if mark.cls == "likelihood" else CAPPHRASE
        if yardstick in names() and mark_reading(mark, seen.lang(name), yardstick=str(yardstick)) is None:
            yield _not_on(seen, f"evidence/{name}/hedges/{i}", mark.term, (str(yardstick), seen.lang(name)))
    for number, word, yardstick, lang in _chances(seen):
        if yardstick in names() and reading(word, lang, yardstick=str(yardstick)) is None:
            yield _not_on(seen, number.key, word, (str(yardstick), lang))


def _not_on(seen: Context, key: str, term: str, scale: tuple[str, Lang]) -> Finding:
    known = terms(*scale)
    near = nearest(term, known)
    message = msg("{term:quote} is not on {yardstick}", term=term, yardstick=scale[0])
    shown = (near,) if near else known[:_SHOWN]
    advice = msg("Use one of {near:or}.", near=shown)
    if other := other_yardsticks(*scale):
        advice = other
    elif key.startswith("evidence/"):
        advice = msg("Use one of {near:or}, or name a `reading`.", near=shown)
    return seen.finding("E207", key, says=message, advice=advice, found=term)


def no_yardstick(seen: Context) -> Iterator[Finding]:
    """E208: a word of likelihood is used, and neither the brief nor the source names a yardstick."""
    unread = [
        (f"evidence/{name}/hedges/{i}", mark.term)
        for name, i, mark in _marks(seen)
        if mark.cls == "likelihood" and yardstick_of(seen.brief, name) is None
    ]
    unread += [(number.key, word) for number, word, yardstick, _ in _chances(seen) if yardstick is None]
    for key, term in unread:
        message = msg("{term:quote} has no meaning until a yardstick is named", term=term)
        yield seen.finding("E208", key, says=message, advice=msg("Set `yardstick`."), found=term)


def too_narrow(seen: Context) -> Iterator[Finding]:
    """W206: an exact number where a hedge leaves the value open, or a narrow one where nothing is settled yet.

    A hedge of scope ``value`` forbids a point; one of class ``absence`` asks for a support of at least 60 %
    of the scale.
    """
    for key, number in seen.grounded.items():
        law = seen.laws.get(key)
        marks = [
            mark for item in seen.items(number).values() for mark in item.hedges if mark.scope == "value"
        ]
        if law is None:
            continue
        width = law.support[1] - law.support[0]
        scale = (
            (number.scale.high or 0.0) - (number.scale.low or 0.0) if number.scale.high is not None else None
        )
        for mark in marks:
            open_cell = mark.cls == "absence" and scale is not None and width < WIDE * scale
            if law.is_point or open_cell:
                message = msg("{key} is narrower than {term:quote} allows", key=key, term=mark.term)
                yield seen.finding(
                    "W206", key, says=message, advice=msg("Widen it, or justify it."), found=mark.term
                )
                break


def mixed_yardsticks(seen: Context) -> Iterator[Finding]:
    """W212: a reading names another yardstick than the brief's; a source's own words stand apart."""
    used: dict[str, str] = {}
    if seen.brief.content.yardstick in names():
        used[str(seen.brief.content.yardstick)] = "yardstick"
    for name, item in seen.accepted.items():
        source = seen.brief.sources.get(item.source)
        for i, mark in enumerate(item.hedges):
            scale, colon, _ = (mark.reading or "").partition(":")
            if colon and scale in names() and (source is None or source.yardstick != scale):
                used.setdefault(scale, f"evidence/{name}/hedges/{i}")
    first, *others = used or [""]
    for other in others:
        message = msg("{a} and {b} are mixed", a=first, b=other)
        yield seen.finding("W212", used[other], says=message, advice=msg("Choose one."), found=other)


def transferred(seen: Context) -> Iterator[Finding]:
    """N304: a French word is read with data measured in English; once per reading."""
    told: set[str] = set()
    for key, term, found in _readings(seen):
        if isinstance(found, Quantiles) and found.transferred and found.term not in told:
            told.add(found.term)
            message = msg("{term:quote} uses readings measured in English", term=term)
            yield seen.finding("N304", key, says=message, found=term)


def _readings(seen: Context) -> Iterator[tuple[str, str, Band | Quantiles | None]]:
    """Key, words and reading of every word of probability in the brief."""
    for name, i, mark in _marks(seen):
        yardstick = yardstick_of(seen.brief, name) or CAPPHRASE
        if yardstick in names():
            yield (
                f"evidence/{name}/hedges/{i}",
                mark.term,
                mark_reading(mark, seen.lang(name), yardstick=yardstick),
            )
    for number, word, named, lang in _chances(seen):
        if named in names():
            yield number.key, word, reading(word, lang, yardstick=str(named))


def unchecked_wording(seen: Context) -> Iterator[Finding]:
    """N309: a word is read on a line, or a yardstick is named, whose wording was not compared with the original."""
    used: dict[str, str] = {}
    for key, name in _named(seen):
        found = [reading(term, lang, yardstick=name) for lang in ("fr", "en") for term in _terms(name, lang)]
        if found and not any(isinstance(band, Band) and band.checked for band in found):
            used.setdefault(name, key)
    for key, _, band in _readings(seen):
        if isinstance(band, Band) and not band.checked:
            used.setdefault(band.yardstick, key)
    for name, key in used.items():
        message = msg("wording of {yardstick} was not compared with the original", yardstick=name)
        yield seen.finding("N309", key, says=message)


def _terms(yardstick: str, lang: str) -> tuple[str, ...]:
    return terms(yardstick, lang) if yardstick in names() and yardstick != CAPPHRASE else ()
