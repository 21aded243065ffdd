"""What the floor of `mockint search` lets through: queries with and without an answer in the bank.

Run: python benchmarks/search_floor.py
"""

from __future__ import annotations

import numpy as np

from mockint.cli.search import FLOOR
from mockint.cli.wiring import Wiring

RELEVANT = (
    "run blocking code in a thread", "order of middleware", "what is the event loop",
    "async def or def", "422 validation error", "custom exception handler", "gather several calls",
    "difference between asgi and wsgi", "trailing slash redirect", "startup and shutdown code",
    "size of the thread pool", "background task after the response", "httpx instead of requests",
    "hide the openapi docs", "status code 201", "query parameter or body", "shared dependency",
    "how is the return value serialised", "fire and forget task", "prefix of a router",
)  # fmt: skip
IRRELEVANT = (
    "best pasta recipe", "capital of France", "knitting patterns for beginners",
    "train times to Berlin", "symptoms of the flu", "who won the world cup", "tax return deadline",
    "how to prune roses", "mortgage interest rates", "guitar chords", "photosynthesis in plants",
    "roman emperors", "css grid layout", "kubernetes ingress", "react hooks", "sorting algorithms",
    "linear regression", "git rebase", "sql window functions", "regular expressions",
)  # fmt: skip


def main() -> None:
    wiring = Wiring()
    encoder = wiring.encoder()
    index = wiring.index(wiring.pack(), lambda: encoder)
    for name, queries in (("relevant", RELEVANT), ("irrelevant", IRRELEVANT)):
        hits = [index.search(one.sentence, 1, -1)[0] for one in encoder.encode(queries)]
        best = np.array([hit.similarity for hit in hits])
        spread = ", ".join(f"{value:.2f}" for value in np.percentile(best, [0, 10, 50, 90, 100]))
        print(f"{name:<10} best hit at 0, 10, 50, 90, 100 %: {spread}")
        print(f"{'':<10} found with the floor of {FLOOR}: {(best >= FLOOR).mean():.0%}")
        for query, hit in zip(queries, hits, strict=True):
            if (hit.similarity >= FLOOR) != (name == "relevant"):
                print(f"{'':<10}   {hit.similarity:.2f}  {query!r} -> {hit.question_id}")


main()
