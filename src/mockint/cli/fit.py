"""`python -m mockint.cli.fit`: fit the judge that ships, from the labelled answers of the bank.

Answers of `train` and `build` are fitted on; those of `report` are not read.
"""

from __future__ import annotations

import json
from pathlib import Path

import mockint.grading
from mockint.cli.wiring import Wiring
from mockint.embedding import RememberingEncoder
from mockint.evaluation import Half, pack_labels
from mockint.evaluation.fitting import examples_of, fit
from mockint.grading import Grader
from mockint.grading.judge import FILE


def main() -> None:
    """Write the judge's file in this checkout."""
    wiring = Wiring()
    pack = wiring.pack()
    answers = [*pack_labels(pack, Half.TRAIN), *pack_labels(pack, Half.BUILD)]
    grader = Grader(RememberingEncoder(wiring.encoder()))  # each answer is met twice
    content = fit(list(examples_of(grader, answers)))
    content["fitted_on"] = {"answers": len(answers), "encoder": wiring.encoder_fingerprint()}
    path = Path(mockint.grading.__path__[0]) / FILE
    path.write_text(json.dumps(content, separators=(",", ":")) + "\n", "utf-8")
    wiring.output.talk(f"{len(answers)} answers; wrote {path}, {path.stat().st_size:,} bytes.")


if __name__ == "__main__":
    main()
