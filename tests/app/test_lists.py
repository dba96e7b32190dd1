"""Lists as options hold them."""

from pourparler.app.lists import split_lines, split_settings


def test_lists_are_parted_outside_brackets_only() -> None:
    assert split_lines('ensemble members=["pce","compromise"], middle') == (
        'ensemble members=["pce","compromise"]',
        "middle",
    )
    assert split_settings('linear acceptance={"ac-time": {"after": 0.9}} e=2') == (
        "linear",
        'acceptance={"ac-time": {"after": 0.9}}',
        "e=2",
    )


def test_brackets_left_open_lose_nothing() -> None:
    assert split_lines("pce, ensemble members=[a, b") == ("pce", "ensemble members=[a, b")
    assert split_lines("a], b") == ("a], b",)
    assert split_lines(" , ,") == ()
