"""One number, or what is said of moves, on a terminal: down to each quote in context, its chain and its grades."""

from collections.abc import Iterable, Mapping

from pourparler.brief.brief import Brief
from pourparler.brief.laws import Law
from pourparler.brief.numbers import Number
from pourparler.brief.tracing import Link, Trace, TracedHedge, TracedItem, written_form
from pourparler.brief.weights import CREDIBILITY, RELIABILITY
from pourparler.language import Lang, Message, msg, number, percent, pick, quoted, render
from pourparler.uncertainty.inputs.judgements import JudgedNumber
from pourparler.views.charts.scales import ON_THE_ISSUE, range_text, said_value, short
from pourparler.views.judgements import judged_table, number_sentences
from pourparler.views.names import Names
from pourparler.views.report_cited import day_of, weight_words
from pourparler.views.report_terms import HEDGE_CLASSES, LAWS, SCOPES, TIERS
from pourparler.views.rules_of_drawing import prior_in_words, weight_and_rule
from pourparler.views.screen import Screen

HOW: Mapping[str, Message] = {
    "document": msg("verified in the document"),
    "lock": msg("verified on {date} in a document that is not included"),
    "no": msg("not verified"),
}


_WIDEST = 48
"""Letters after which what is written pushes its ground out of line."""


def print_keys(found: Mapping[str, Number], lang: Lang) -> None:
    """Print what can be traced, one key on a line: what is written there, and what it rests on."""
    to = Screen()
    if not found:
        to.line(render(msg("Nothing in this brief can be traced: it holds no number and no moves."), lang))
        return
    rows = [(key, written_form(item.entry), _ground(item, lang)) for key, item in found.items()]
    keys, words = (min(_WIDEST, max(len(row[i]) for row in rows)) for i in (0, 1))
    for key, said, ground in rows:
        to.line(f"{key.ljust(keys)}  {said.ljust(words)}  {ground}")


def _ground(item: Number, lang: Lang) -> str:
    """The evidence that is cited, an assumption, or a dash."""
    cited = f"[{', '.join(item.because)}]" if item.because else ""
    if item.is_assumption:
        return f"{render(msg('assumption'), lang)} {cited}".rstrip()
    return cited or "–"


def print_trace(found: Trace, brief: Brief, lang: Lang) -> None:
    """Print a trace: the number, then each evidence item it rests on."""
    to, names = Screen(), Names(lang, brief)
    to.line(names.number(found.key), "bold underline")
    to.line(f"{found.key} · {found.place}")
    weight = "" if found.weight is None else weight_and_rule(found.weight, found.rule, lang=lang)
    rows = [
        (msg("written"), found.written),
        *_values(found, names),
        (
            msg("chance of being the other way round"),
            percent(found.flip_chance, lang) if found.flip_chance else "",
        ),
        (msg("weight of its evidence"), weight),
        (msg("without that evidence"), prior_in_words(found.prior, lang)),
    ]
    _rows(to, rows, lang, indent=2)
    if found.note is not None:
        to.line("  " + render(msg("Note: {text}", text=found.note), lang))
    if found.assumption is not None:
        to.line("  " + render(msg("Assumption: {text}", text=found.assumption), lang), "yellow")
    for item in found.evidence:
        to.line()
        _item(to, item, names)
    if not found.evidence:
        to.line("  " + render(msg("No evidence is cited."), lang))


def print_judged(judged: JudgedNumber | None, brief: Brief, lang: Lang) -> None:
    """Print what experts say of the number, beside its evidence: who, how sure, and how far they disagree."""
    if judged is None:
        return
    to, names = Screen(), Names(lang, brief)
    to.table(judged_table(judged, names))
    for opinion in judged.opinions.values():
        if opinion.last.reason:
            to.line(f"  {opinion.expert}: {opinion.last.reason}")
    for sentence in number_sentences(judged, names):
        to.line("  " + render(sentence, lang))


def _values(found: Trace, names: Names) -> list[tuple[Message, str]]:
    """Law, central value and range; nothing for a red line or what is said of moves, which have none."""
    if found.central is None:
        return []
    low, high = found.interval
    spread = range_text(low, high, width=max(abs(low), abs(high)), lang=names.lang) if low < high else ""
    return [
        (msg("law"), law_in_words(found.law, names.lang)),
        (msg("central value"), _central(found, names)),
        (msg("5–95% range"), spread),
    ]


def law_in_words(law: Law, lang: Lang) -> str:
    """The law of a number in a few words."""
    return render(LAWS[law.kind], lang)


def lowered(label: str) -> str:
    """A label that also heads columns, as one among labels in small letters."""
    return label[:1].lower() + label[1:]


def _rows(to: Screen, rows: Iterable[tuple[Message, str]], lang: Lang, *, indent: int) -> None:
    told = [(lowered(render(label, lang)), value) for label, value in rows if value]
    width = max((len(label) for label, _ in told), default=0)
    for label, value in told:
        to.line(f"{' ' * indent}{label.ljust(width)}  {value}")


def _central(found: Trace, names: Names) -> str:
    if found.central is None:
        return "–"
    issue = names.known.numbers[found.key].issue
    if not issue or found.kind not in ON_THE_ISSUE:
        return short(found.central, names.lang)
    return said_value(issue, found.central, names)


def _item(to: Screen, item: TracedItem, names: Names) -> None:
    lang = names.lang
    to.line(f"  [{item.id}] {quoted(item.quote, lang)}", "bold")
    if not item.counts:
        text = msg("It does not carry the number: a draft, rejected, or later than the as-of date.")
        to.line("    " + render(text, lang), "yellow")
    context = " ".join(part for part in (item.where.before, item.where.sentence, item.where.after) if part)
    hedges = ", ".join(_hedge(hedge, lang) for hedge in item.hedges)
    rows: list[tuple[Message, str]] = [
        (msg("claim"), names.text(item.claim)),
        (msg("in context"), context),
        (msg("document"), _place(item, lang)),
        (msg("verification"), _how(item, lang)),
        (msg("chain"), " · ".join(" → ".join(_name(link, lang) for link in chain) for chain in item.chains)),
        (msg("roots"), ", ".join(_name(root, lang) for root in item.roots)),
        (msg("grades"), _grades(item, lang)),
        (msg("hedges"), hedges),
        (msg("weight"), render(weight_words(item.weight), lang)),
    ]
    _rows(to, rows, lang, indent=4)


def _grades(item: TracedItem, lang: Lang) -> str:
    letter, digit = item.weight.letter, item.weight.digit
    labels = render(RELIABILITY[letter].label, lang), render(CREDIBILITY[digit].label, lang)
    return f"{letter}{digit} ({render(msg('; '), lang).join(labels).lower()})"


def _hedge(hedge: TracedHedge, lang: Lang) -> str:
    kind, scope = (
        render(terms[name], lang) for terms, name in ((HEDGE_CLASSES, hedge.cls), (SCOPES, hedge.scope))
    )
    return f"{quoted(hedge.term, lang)} ({kind}, {scope}, ×{number(hedge.factor, lang, 2)})"


def _place(item: TracedItem, lang: Lang) -> str:
    name = _name(item.where.document, lang)
    if item.where.start is None:
        return name
    return f"{name}, {render(msg('characters {a} to {b}', a=item.where.start, b=item.where.end), lang)}"


def _how(item: TracedItem, lang: Lang) -> str:
    told = HOW.get(item.how, HOW["no"])
    text = render(msg(told.text, date=day_of(item.date)), lang)
    return f"{text} ({render(TIERS[item.tier], lang)})" if item.tier in TIERS else text


def _name(link: Link, lang: Lang) -> str:
    return pick(link.title, lang, link.id)
