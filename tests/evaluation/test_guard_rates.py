from __future__ import annotations

from mockint.evaluation import guard_rates
from mockint.grading import Flag
from tests.evaluation.comparing import compared

KINDS = ("terse", "gaming")


def test_only_flags_that_occur_are_counted_by_kind_and_overall() -> None:
    answers = [
        compared(70, 50, "terse", (Flag.TOO_SHORT,)),
        compared(70, 50, "terse"),
        compared(0, 50, "gaming", (Flag.ECHO, Flag.TOO_SHORT)),
        compared(0, 50, None, (Flag.ECHO,)),
    ]
    found = {one.flag: one for one in guard_rates(answers, KINDS)}
    assert set(found) == {Flag.TOO_SHORT, Flag.ECHO}
    short, echo = found[Flag.TOO_SHORT], found[Flag.ECHO]
    assert (short.answers, short.share) == (2, 0.5)
    assert [(one.kind, one.answers, one.of, one.share) for one in short.kinds] == [
        ("terse", 1, 2, 0.5),
        ("gaming", 1, 1, 1.0),
    ]
    # The answer of no known kind counts among all of them.
    assert (echo.answers, echo.share) == (2, 0.5)
    assert [(one.kind, one.answers) for one in echo.kinds] == [("terse", 0), ("gaming", 1)]


def test_without_kinds_there_are_rates_over_all() -> None:
    (one,) = guard_rates([compared(0, 0, None, (Flag.ECHO,)), compared(9, 9)], ())
    assert (one.flag, one.answers, one.share, one.kinds) == (Flag.ECHO, 1, 0.5, ())


def test_no_flags_are_no_rates() -> None:
    assert guard_rates([compared(0, 0, "terse")], KINDS) == ()
