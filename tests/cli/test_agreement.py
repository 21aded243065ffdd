"""Everything that tells of a session tells the same."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.driving import GOOD, Cli, events, journals

pytestmark = pytest.mark.usefixtures("shared_encoder")

UNKNOWN = "I don't know."


def test_summary_journal_report_and_history_name_the_same_scores(
    cli: Cli, home: Path, snakes: Path
) -> None:
    options = ("--pack", str(snakes), "--minutes", "10", "--seed", "3")
    typed = f"{GOOD}\n.\n/skip\n{UNKNOWN}\n.\n/skip\n/skip\n/quit\n"
    told = cli("start", *options, input=typed)
    assert told.exit_code == 0

    latest: dict[str, float] = {}
    current = ""
    for event in events(home):
        if event["event"] == "asked":
            current = event["question_id"]
        elif event["event"] == "graded":
            latest[current] = event["grade"]["score"]
    assert len(latest) == 2
    mean = sum(latest.values()) / len(latest)

    report = json.loads(cli("report", "--json").stdout)
    reported = {one["id"]: one["grade"]["score"] for one in report["questions"] if one["grade"]}
    assert reported == latest
    assert report["score"] == round(mean, 1)
    (entry,) = json.loads(cli("history", "--json").stdout)["sessions"]
    assert (entry["score"], entry["answered"]) == (report["score"], 2)
    assert entry["asked"] == len(report["questions"])
    assert entry["session"] == report["session"] == journals(home)[0].stem

    assert f"Score {mean:.0f} of 100 over 2 questions." in told.stdout
    summary = told.stdout.partition("\nSummary\n")[2]
    marks = re.findall(r"^ {0,2}(\d+|-)  \S", summary, re.MULTILINE)
    assert marks == [
        "-" if one["grade"] is None else f"{one['grade']['score']:.0f}"
        for one in report["questions"]
    ]
    assert f"- Score: {mean:.0f} of 100" in cli("report").stdout


def test_without_a_grade_there_is_no_score_anywhere(
    cli: Cli, home: Path, snakes: Path, no_encoder: None
) -> None:
    options = ("--pack", str(snakes), "--topic", "closures", "--minutes", "3")
    told = cli("start", *options, input=f"{GOOD}\n.\n")
    assert "No question was graded." in told.stdout
    report = json.loads(cli("report", "--json").stdout)
    (entry,) = json.loads(cli("history", "--json").stdout)["sessions"]
    assert (report["score"], entry["score"], entry["answered"]) == (None, None, 1)
    assert "- Score: none " in cli("report").stdout
    assert "score   -" in cli("history").stdout
