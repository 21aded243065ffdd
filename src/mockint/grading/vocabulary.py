"""Which words of a statement carry its content."""

from __future__ import annotations

from collections.abc import Iterable

STOP_WORDS = frozenset(
    """
    a an the this that these those it its itself they them their theirs he him his she her hers
    we us our ours you your yours i me my mine one ones who whom whose which what when where why
    how and or but nor so if then else than because while whereas although though until unless
    since of to in on at by for from with without within into onto over under up down out off
    about above below between through during before after again against per via as like is are
    was were be been being am do does did doing done have has had having can could may might
    must shall should will would ought need needs get gets got let lets make makes made just
    only also too very much more most less least many few some any all each every both either
    neither other another same such own no not there here now ever still yet even s t d ll re ve
    m don doesn didn isn aren wasn weren won wouldn can't couldn shouldn hasn haven use uses used
    using say says said thing things way ways something anything everything nothing
    """.split()
)


def content_mask(words: Iterable[str], demoted: frozenset[str]) -> list[bool]:
    """Which words are neither stop words nor in `demoted` (the words of the question)."""
    return [word not in STOP_WORDS and word not in demoted for word in words]
