"""`mockint search`: questions by meaning."""

from __future__ import annotations

from typing import Annotated

import typer

from mockint.cli.options import EncoderOption, JsonOption, PackOption
from mockint.cli.output import wrapped
from mockint.cli.wiring import Wiring
from mockint.errors import UsageError

SCHEMA = "mockint.search/1"

# The least cosine similarity that counts as found: between the best hits of twenty queries that
# the bank answers (from .39) and of twenty that it does not (up to .31), see
# benchmarks/search_floor.py.
FLOOR = 0.35


def search(
    text: Annotated[str, typer.Argument(help="What to look for, in your own words.")],
    limit: Annotated[
        int, typer.Option("--limit", "-n", min=1, max=1000, help="How many at most.")
    ] = 8,
    pack: PackOption = None,
    encoder: EncoderOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find questions by what they mean."""
    if not any(character.isalnum() for character in text):
        raise UsageError(
            "There is nothing to search for.", "Give a few words: mockint search 'event loop'"
        )
    wiring = Wiring(pack=pack, encoder=encoder)
    bank = wiring.pack()
    engine = wiring.encoder()
    index = wiring.index(bank, lambda: engine)
    hits = index.search(engine.encode([text])[0].sentence, limit, FLOOR)
    found = [(hit, bank.find(hit.question_id)) for hit in hits]
    if as_json:
        questions = [
            {
                "id": question.id,
                "similarity": round(hit.similarity, 3),
                "question": question.question,
            }
            for hit, question in found
        ]
        wiring.output.json({"schema": SCHEMA, "query": text, "questions": questions})
        return
    if not found:
        wiring.output.line("Nothing relevant was found.")
        return
    for hit, question in found:
        wiring.output.line(f"{question.id}  ({hit.similarity:.2f})", style="cyan")
        for line in wrapped(question.question, min(wiring.output.width, 100), "  "):
            wiring.output.line(line)
