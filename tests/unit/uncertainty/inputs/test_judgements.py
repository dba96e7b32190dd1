"""Experts on a brief's numbers: laws, pools side by side, disagreement, and weights by performance."""

from dataclasses import replace
from typing import Any

import pytest
from experts import told, with_answers

from pourparler.brief.brief import Brief
from pourparler.brief.judgements import Judgement
from pourparler.brief.laws import Law
from pourparler.brief.reading import brief_from_data
from pourparler.errors import ModelError
from pourparler.uncertainty.inputs.judgements import (
    expert_weights,
    judged_laws,
    judged_number,
    judgements,
    pooled,
)
from pourparler.uncertainty.inputs.performance import performance

A, B, I = "stances/a/x/position", "stances/b/x/position", "parties/a/influence"  # noqa: E741
DATA: dict[str, Any] = {
    "parties": {"a": {"influence": {"low": 30, "mode": 50, "high": 60}}, "b": {}},
    "issues": {"x": {"range": {"from": 0, "to": 100}}},
    "stances": {
        "a": {"x": {"position": {"low": 60, "mode": 70, "high": 80}, "salience": 50}},
        "b": {"x": {"position": 10, "salience": 50}},
    },
}


def brief(*answers: Judgement, **more: Any) -> Brief:
    return with_answers(DATA, answers, **more)


def test_laws_come_in_the_briefs_order_with_experts_sorted() -> None:
    found = judged_laws(brief(told(B, "z", 5, 10, 20), told(A, "z", 50, 60, 70), told(B, "k", 0, 5, 9)))
    assert list(found) == [A, B]
    assert list(found[B]) == ["k", "z"]
    assert found[A]["z"] == Law("quantiles", (0, 0, 0.1, 50, 0.5, 60, 0.9, 70, 1, 100))
    assert found == {key: {e: o.answer.law for e, o in n.opinions.items()} for key, n in judgements(brief(told(B, "z", 5, 10, 20), told(A, "z", 50, 60, 70), told(B, "k", 0, 5, 9))).numbers.items()}  # fmt: skip


def test_two_experts_far_apart_stay_apart_in_the_linear_pool_only() -> None:
    found = judgements(brief(told(A, "k", 5, 10, 15), told(A, "z", 85, 90, 95))).numbers[A]
    assert found.apart == (("k", "z"),)
    assert found.ratio is not None
    assert found.ratio > 2
    linear, averaged = found.pools.linear, found.pools.quantile_mean
    assert linear.mean == pytest.approx(averaged.mean) == pytest.approx(50)
    assert linear.interval[1] - linear.interval[0] > 75
    assert averaged.interval == pytest.approx((45, 55))
    assert dict(linear.weights) == {"k": 0.5, "z": 0.5}
    assert found.pools.cooke is None


def test_experts_who_say_the_same_have_a_ratio_of_one() -> None:
    found = judgements(brief(told(A, "k", 40, 50, 60), told(A, "z", 40, 50, 60))).numbers[A]
    assert found.ratio == pytest.approx(1)
    assert found.apart == ()
    assert found.pools.linear.sd == pytest.approx(found.pools.quantile_mean.sd)


def test_one_expert_only_shows_no_disagreement_and_is_the_pool() -> None:
    found = judgements(brief(told(A, "k", 40, 50, 60))).numbers[A]
    assert (found.alone, found.ratio, found.apart) == (True, None, ())
    assert found.pools.linear.law == found.opinions["k"].answer.law


def test_experts_without_any_doubt_on_an_open_scale_crash_nothing() -> None:
    both = {"k": Law("point", (3.0,)), "z": Law("point", (9.0,))}
    pools = pooled(both)
    assert (pools.linear.sd, pools.quantile_mean.sd) == pytest.approx((3, 0))
    assert pools.quantile_mean.law == Law("point", (6.0,))
    reserve = {**DATA, "parties": {"a": {"reserve": 1}, "b": {}}}
    key = "parties/a/reserve"
    sure = replace(brief_from_data(reserve), judgements=(told(key, "k", 3, 3, 3), told(key, "z", 3, 3, 3)))
    assert judgements(sure).numbers[key].ratio is None


def test_rounds_are_kept_and_the_last_one_makes_the_law() -> None:
    found = judgements(brief(told(A, "k", 40, 50, 60, round_=2), told(A, "k", 10, 20, 30))).numbers[A]
    assert [one.best for one in found.opinions["k"].rounds] == [20, 50]
    assert found.opinions["k"].answer.low == 40


def test_what_cannot_be_used_is_left_out_and_named() -> None:
    found = judgements(
        brief(told(A, "k", 40, 50, 600), told("no/key", "z", 1, 2, 3), told(B, "z", 5, 10, 20))
    )
    assert list(found.numbers) == [B]
    assert [(one.judgement.expert, str(one.message)) for one in found.left_out] == [
        ("k", "600 is above 100: position goes from 0 to 100"),
        ("z", "no/key is no number in force in this brief"),
    ]
    assert list(judged_laws(brief(told(A, "k", 40, 50, 600)))) == []


def test_an_answer_of_a_later_day_is_left_out_and_named() -> None:
    late = replace(told(A, "k", 40, 50, 60), day="2024-06")
    found = judgements(brief(late, told(A, "z", 40, 50, 60), as_of="2024-05-01"))
    assert list(found.numbers[A].opinions) == ["z"]
    assert [str(one.message) for one in found.left_out] == ["k gave this answer after May 1, 2024: not used"]


def test_a_brief_without_judgements_has_none() -> None:
    found = judgements(brief())
    assert (found.numbers, found.experts, found.performance.code) == ({}, (), "absent")
    assert expert_weights(brief()) == {}


def test_a_number_that_is_exact_and_one_on_an_open_scale_may_be_judged() -> None:
    found = judgements(brief(told(B, "k", 5, 10, 20), told(I, "k", 20, 40, 60))).numbers
    assert found[B].written == Law("point", (10.0,))
    assert found[I].opinions["k"].answer.law.support == pytest.approx((0, 65))


def test_experts_weigh_alike_unless_the_brief_says_otherwise() -> None:
    answers = (told(A, "k", 40, 50, 60), told(B, "z", 5, 10, 20))
    assert expert_weights(brief(*answers)) == {"k": 0.5, "z": 0.5}
    assert expert_weights(brief(*answers, pool={"evidence": 0.2, "judgements": 0.8})) == {"k": 0.5, "z": 0.5}


SEEDS = {f"q{i}": {"truth": 10 * i + 5} for i in range(8)}


def on_seeds(expert: str, shift: float, width: float, count: int = 8) -> list[Judgement]:
    """Answers off by ``shift``, above and below in turn."""
    found = []
    for i in range(count):
        best = 10 * i + 5 + (shift if i % 2 else -shift)
        found.append(told(f"seed/q{i}", expert, best - width, best, best + width, 0.9))
    return found


def test_those_who_did_well_on_calibration_questions_weigh_more() -> None:
    answers = [
        told(A, "k", 40, 50, 60),
        told(A, "z", 80, 85, 90),
        *on_seeds("k", 1, 4),
        *on_seeds("z", 30, 1),
    ]
    subject = brief(*answers, seeds=SEEDS, pool={"rule": "cooke"})
    found = performance(subject)
    assert (found.code, len(found.questions)) == ("ok", 8)
    assert found.weights == {"k": 1.0, "z": 0.0}
    assert expert_weights(subject) == {"k": 1.0, "z": 0.0}
    cooke = judgements(subject).numbers[A].pools.cooke
    assert cooke is not None
    assert cooke.mean == pytest.approx(judgements(subject).numbers[A].opinions["k"].answer.law.mean)


def test_seven_questions_are_refused_and_nothing_is_put_in_their_place() -> None:
    answers = [told(A, "k", 40, 50, 60), *on_seeds("k", 1, 4, count=7)]
    subject = brief(*answers, seeds=SEEDS, pool={"rule": "cooke"})
    found = performance(subject)
    assert found.code == "refused"
    assert str(found.status) == (
        "Weights by performance are refused: 7 calibration questions are answered by all experts, and 8 are needed."
    )
    assert judgements(subject).numbers[A].pools.cooke is None
    with pytest.raises(ModelError, match="7 calibration questions"):
        expert_weights(subject)


def test_an_expert_who_answered_no_question_weighs_nothing_and_is_named() -> None:
    answers = [told(A, "k", 40, 50, 60), told(A, "new", 80, 85, 90), *on_seeds("k", 1, 4)]
    found = performance(brief(*answers, seeds=SEEDS))
    assert (found.code, found.unheard) == ("ok", ("new",))
    with pytest.raises(ModelError, match="No expert who has judged"):
        expert_weights(
            brief(told(A, "new", 80, 85, 90), *on_seeds("k", 1, 4), seeds=SEEDS, pool={"rule": "cooke"})
        )


def test_a_logarithmic_question_is_judged_by_factors_whatever_its_unit() -> None:
    seeds = {f"q{i}": {"truth": 10.0 ** (i - 3), "scale": "log"} for i in range(8)}

    def of(unit: float) -> Brief:
        scaled = {name: {**seed, "truth": seed["truth"] * unit} for name, seed in seeds.items()}
        answers = [
            told(f"seed/q{i}", expert, unit * at / low, unit * at, unit * at * low, 0.7)
            for i in range(8)
            for expert, low, off in (("k", 3, 1.5), ("z", 1.1, 5))
            for at in (10.0 ** (i - 3) * (off if i % 2 else 1 / off),)
        ]
        return brief(*answers, seeds=scaled)

    one, other = performance(of(1.0)), performance(of(1000.0))
    assert one.weights["k"] > 0.9
    assert other.weights == pytest.approx(one.weights)


def test_an_answer_that_is_not_above_zero_on_a_logarithmic_question_is_no_answer() -> None:
    seeds = {name: {**seed, "scale": "log"} for name, seed in SEEDS.items()}
    answers = on_seeds("k", 1, 2)
    bad = told("seed/q0", "k", 0, 5, 9)
    assert performance(brief(*answers, seeds=seeds)).code == "ok"
    assert performance(brief(bad, *answers[1:], seeds=seeds)).code == "refused"


def test_everything_is_data() -> None:
    import json

    answers = [
        told(A, "k", 1, 50, 60, 0.6),
        told(A, "z", 80, 85, 90),
        *on_seeds("k", 1, 4),
        *on_seeds("z", 30, 1),
    ]
    found = judgements(brief(*answers, seeds=SEEDS))
    data = json.loads(json.dumps([found.numbers[A].as_data(), found.performance.as_data()], allow_nan=False))
    assert data[0]["experts"][0]["cuts"] == [{"end": "low", "wanted": pytest.approx(-15.333333), "kept": 0.0}]
    assert data[0]["disagreement"]["apart"] == [["k", "z"]]
    assert data[0]["pools"]["cooke"]["weights"] == {"k": 1.0, "z": 0.0}
    assert data[1]["work"] == {"thresholds": 2}
    left = judgements(brief(told(A, "k", 40, 50, 600))).as_data()
    assert left["numbers"] == []
    assert left["left_out"][0]["why"] == "600 is above 100: position goes from 0 to 100"
    assert left["performance"]["code"] == "absent"


def test_one_number_alone_is_what_it_is_among_all() -> None:
    answers = [
        told(A, "k", 1, 50, 60, 0.6),
        told(A, "z", 80, 85, 90),
        told(B, "z", 5, 10, 20),
        *on_seeds("k", 1, 4),
        *on_seeds("z", 3, 8),
    ]
    subject = brief(*answers, seeds=SEEDS)
    assert judged_number(subject, A) == judgements(subject).numbers[A]
    assert judged_number(subject, I) is None
    assert judged_number(subject, "no/key") is None
