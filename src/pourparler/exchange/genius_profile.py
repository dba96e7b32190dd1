"""A party's profile in GENIUS: weights by index, evaluations by value, evaluators of numeric issues."""

from fractions import Fraction

from pourparler.exchange.decimals import fraction
from pourparler.exchange.evaluators import evaluated
from pourparler.exchange.faults import place, unreadable
from pourparler.exchange.genius_file import GeniusFile, bounds_of, key_of
from pourparler.exchange.scenario import Profile, Subject, Worth
from pourparler.exchange.xml_tree import Node
from pourparler.language import Message, msg


def read_profile(
    file: GeniusFile, subjects: tuple[Subject, ...], keys: tuple[str, ...], *, notes: list[Message]
) -> Profile:
    """The party of a file: ``subjects`` are the domain's issues, ``keys`` what each is matched by.

    Appends to ``notes`` what a reader should know; raises ``UnreadableInput`` for what is missing or doubled.
    """
    weights = _weights(file)
    own: dict[str, Node] = {}
    for issue in file.issues:
        if own.setdefault(key_of(issue), issue) is not issue:
            raise unreadable(
                "X002",
                place(file.name, issue.line),
                msg("two issues of {file} are called {name}", file=file.name, name=key_of(issue)),
                advice=msg("Give every issue an index and a name of its own."),
            )
    worths = []
    for subject, key in zip(subjects, keys, strict=True):
        mine = own.get(key)
        if mine is None or mine.get("name", subject.name) != subject.name:
            found = msg(
                "{file} has no issue {name} with index {index}", file=file.name, name=subject.name, index=key
            )
            raise unreadable("X004", place(file.name, file.space.line), found,
                             advice=msg("Issues are matched by index: correct it in the profile."))  # fmt: skip
        if key not in weights:
            raise unreadable(
                "X002",
                place(file.name, mine.line),
                msg("{file} gives issue {name} no weight", file=file.name, name=subject.name),
                advice=msg("Add a weight with the index of the issue to its objective."),
            )
        worths.append(_worth(file, mine, subject, weights[key]))
    total = sum((worth.weight for worth in worths), Fraction(0))
    if total > 1:
        notes.append(msg("The weights of {file} sum to more than 1; utilities above 1 are kept, where GENIUS clips them.",
                         file=file.name))  # fmt: skip
    return _with_ends(file, tuple(worths), notes)


def _with_ends(file: GeniusFile, worths: tuple[Worth, ...], notes: list[Message]) -> Profile:
    """The profile with its reserve and discount, wherever in the file they stand."""
    found: dict[str, str] = {}
    for name, key in (("reservation", "reserve"), ("discount_factor", "discount")):
        for node in (node for node in file.root.below() if node.tag == name):
            written = node.get("value").strip()
            fraction(written, place(file.name, node.line), name)
            if found.setdefault(key, written) != written:
                raise unreadable(
                    "X002",
                    place(file.name, node.line),
                    msg("{name} stands here twice, with two values", name=name),
                    advice=msg("Keep one of the two."),
                )
    reserve = Fraction(found["reserve"]) if "reserve" in found else None
    rate = Fraction(found.get("discount", "1"))
    discount = rate if 0 < rate <= 1 else Fraction(1)
    if discount != rate:
        notes.append(
            msg("The discount {found} of {file} counts as none.", found=found["discount"], file=file.name)
        )
    return Profile(file.path.stem, worths, reserve, discount=discount, file=file.name, found=found)


def _weights(file: GeniusFile) -> dict[str, Node]:
    """Weights by index: only children of objectives called `weight` count; one for an objective is ignored."""
    found: dict[str, Node] = {}
    groups = {key_of(objective) for objective in file.objectives} - {key_of(issue) for issue in file.issues}
    for objective in file.objectives:
        for weight in objective.all("weight"):
            key = key_of(weight)
            if key in groups:
                continue
            if key in found and found[key].get("value") != weight.get("value"):
                raise unreadable(
                    "X002",
                    place(file.name, weight.line),
                    msg("the index {index} has two weights", index=key),
                    advice=msg("Keep one of the two."),
                )
            found[key] = weight
    return found


def _worth(file: GeniusFile, issue: Node, subject: Subject, weight: Node) -> Worth:
    share = fraction(weight.get("value"), place(file.name, weight.line), "weight")
    found: dict[str, object] = {"weight": weight.get("value").strip()}
    if subject.bounds is not None:
        evaluator = issue.first("evaluator")
        if evaluator is None:
            raise unreadable(
                "X002",
                place(file.name, issue.line),
                msg("issue {name} has no evaluator in {file}", name=subject.name, file=file.name),
                advice=msg("Add one to the profile."),
            )
        if any("lowerbound" in node.attributes for node in (issue, *issue.all("range"))):
            _require_bounds(file, issue, subject.bounds)
        written = dict(evaluator.attributes)
        values = evaluated(subject, written, place(file.name, evaluator.line))
        return Worth(share, values, {**found, "evaluator": written})
    items: dict[str, Node] = {}
    for item in issue.all("item"):
        twice = items.setdefault(item.get("value"), item)
        if twice.get("evaluation") != item.get("evaluation"):
            raise unreadable(
                "X002",
                place(file.name, item.line),
                msg("issue {name} has the value {value} twice", name=subject.name, value=item.get("value")),
                advice=msg("Keep one of the two."),
            )
    missing = next(
        (value for value in subject.values if "evaluation" not in _attributes(items.get(value))), None
    )
    if missing is not None:
        raise unreadable(
            "X002",
            place(file.name, issue.line),
            msg(
                "{file} gives no evaluation to {value} of {name}",
                file=file.name,
                value=missing,
                name=subject.name,
            ),
            advice=msg("Add an item with this value to the profile; values are matched letter for letter."),
        )
    chosen = [items[value] for value in subject.values]
    numbers = tuple(fraction(i.get("evaluation"), place(file.name, i.line), "evaluation") for i in chosen)
    return Worth(
        share, numbers, {**found, "evaluations": [item.get("evaluation").strip() for item in chosen]}
    )


def _require_bounds(file: GeniusFile, issue: Node, known: tuple[str, str]) -> None:
    where = place(file.name, issue.line)
    if any(
        fraction(a, where, "bound") != Fraction(b) for a, b in zip(bounds_of(file, issue), known, strict=True)
    ):
        found = msg(
            "issue {name} has other bounds in {file} than in the domain",
            name=issue.get("name"),
            file=file.name,
        )
        raise unreadable("X004", where, found, advice=msg("Name the profiles of this domain."))


def _attributes(item: Node | None) -> dict[str, str]:
    return item.attributes if item is not None else {}
