"""The independent uniforms of a sweep: what each decides, which numbers it moves, to which sources it belongs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pourparler.brief.laws import Law
from pourparler.brief.weights import CAP
from pourparler.uncertainty.inputs.branches import greatest_weights
from pourparler.uncertainty.inputs.copula import Copula
from pourparler.uncertainty.inputs.evidence import Evidence
from pourparler.uncertainty.inputs.judging import EXPERT, POOL, Judging
from pourparler.uncertainty.inputs.mixture import Mixed


@dataclass(frozen=True)
class Dimension:
    """One independent uniform of the design.

    ``name``: ``kind/key``, by which dimensions are sorted; ``moves``: the keys of the numbers that depend on it;
    ``roots``: the sources, each the root of a chain, to whose evidence it belongs (none: an assumption, a factor).
    """

    name: str
    moves: tuple[str, ...]
    roots: tuple[str, ...] = ()


def value_dimensions(
    laws: Mapping[str, Law | Mixed], evidence: Evidence, copulas: Sequence[Copula]
) -> Iterator[Dimension]:
    """``value/KEY`` of each number with a law that varies, and the factors that several share."""
    moved: dict[str, list[str]] = {}
    for key, law in laws.items():
        if not _is_fixed(law):
            moved[f"value/{key}"] = [key]
    for copula in copulas:
        for name in copula.dimensions:
            moved[name] = [*moved.get(name, ()), *copula.moved(name)]
    for name, keys in moved.items():
        kept = dict.fromkeys(keys)
        items = [i for key in kept if key in evidence.branches for i in evidence.branches[key].items]
        yield Dimension(name, tuple(kept), () if name.startswith("factor/") else evidence.roots(items))


def _is_fixed(law: Law | Mixed) -> bool:
    """Whether no part of a law needs a uniform of its own; which part holds is decided elsewhere."""
    return law.is_point if isinstance(law, Law) else all(part.is_point for _, part in law.parts)


def weight_dimensions(evidence: Evidence) -> Iterator[Dimension]:
    """``root/…`` of each root, ``cap/KEY`` where a weight may pass .95, and what the weights of items depend on.

    Only for numbers with a prior; roots whose items weigh nothing in any draw have none.
    """
    greatest = greatest_weights(evidence.items)
    roots: dict[str, list[str]] = {}
    causes: dict[str, tuple[list[str], set[int]]] = {}
    for key, branch in evidence.branches.items():
        if branch.prior is None:
            continue
        if float(branch.weight(greatest)) > CAP:
            yield Dimension(f"cap/{key}", (key,), evidence.roots(branch.counted))
        for i in branch.counted:
            if not float(greatest[i]):
                continue
            for root in evidence.items[i].roots:
                roots.setdefault(root, []).append(key)
            for cause in evidence.items[i].causes:
                keys, items = causes.setdefault(cause.name, ([], set()))
                keys.append(key)
                items.add(i)
    for root, held in roots.items():
        yield Dimension(f"root/{root}", _once(held), (evidence.sources.get(root, root),))
    for name, (keys, items) in causes.items():
        yield Dimension(name, _once(keys), evidence.roots(items))


def judgement_dimensions(judging: Judging) -> Iterator[Dimension]:
    """``pool/all`` where both evidence and judgements count, ``expert/all`` where somebody has a choice of experts."""
    if 0.0 < judging.share < 1.0:
        yield Dimension(POOL, tuple(judging.laws))
    several = tuple(key for key, laws in judging.laws.items() if len(laws) > 1)
    if several and judging.share > 0.0:
        yield Dimension(EXPERT, several)


def _once(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))
