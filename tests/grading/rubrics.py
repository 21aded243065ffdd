"""Rubrics small enough to grade by hand with the tiny encoder, which matches words."""

from __future__ import annotations

from mockint.bank import KeyPoint, Misconception
from mockint.grading import Rubric

AUTHORED = Rubric(
    question="What does await do in an asynchronous handler?",
    reference="Await suspends the coroutine. The event loop serves other requests meanwhile.",
    key_points=(
        KeyPoint("suspend", "await suspends the coroutine", 3, ("pausing generator objects",)),
        KeyPoint("serve", "event loop serves other requests meanwhile", 2),
        KeyPoint("cheap", "suspended tasks cost little memory", 1),
    ),
    misconceptions=(
        Misconception(
            claim="await blocks the entire worker thread",
            phrasings=("every running program process stands idle",),
            contradicts="suspend",
            correction="only the coroutine waits",
            probe="Can the same worker answer a health check?",
        ),
    ),
)
AD_HOC = Rubric.ad_hoc(AUTHORED.question, AUTHORED.reference)
