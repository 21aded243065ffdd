"""The interview as append-only text: for pipes, dumb terminals and screen readers.

An answer ends with a line that holds only `.`; a command stands alone on a line. Nothing is
drawn, repainted or coloured.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from mockint.cli.output import Output
from mockint.cli.wording import COMMANDS, clock, leave_by, minutes, opening_lines
from mockint.cli.world import World
from mockint.history import PlannedQuestion, Session
from mockint.interview import EndOfInput, Interrupted, Leave, Reply, Sent
from mockint.interview.face import TimeLeft

END = "."
# Not "/" and any word: "/docs" may well be a line of an answer.
_TERMINAL_ONLY = ("/edit", "/help")


class PlainFace:
    """See `mockint.interview.face.Face`.

    Args:
        world: The streams.
        output: Prints.
    """

    def __init__(self, world: World, output: Output) -> None:
        self._world = world
        self._output = output

    def opening(self, session: Session) -> None:
        """Say what is going to happen."""
        for line in opening_lines(session):
            self._output.line(line)
        commands = " ".join(COMMANDS)
        self._output.line(
            f"End each answer with a line that holds only '{END}'. Alone on a line: {commands}"
        )

    def ask(self, number: int, planned: PlannedQuestion, follow_up: str | None) -> None:
        """Put a question."""
        self._output.line()
        if follow_up is None:
            self._output.line(f"Question {number} (about {minutes(planned.minutes)})")
            self._output.line(planned.question)
        else:
            self._output.line(f"Follow-up to question {number}")
            self._output.line(follow_up)

    def hint(self, text: str) -> None:
        """Show a hint."""
        self._output.line(f"Hint: {text}")

    def notice(self, text: str) -> None:
        """Say something about the interview itself."""
        self._output.line(text)

    def read_reply(
        self, draft: str, keep_draft: Callable[[str], None], time_left: Callable[[], TimeLeft]
    ) -> Reply:
        """Read lines up to the end mark, a command or the end of the input."""
        if draft.strip():
            self._output.line("So far you had typed:")
            self._output.line(draft.rstrip("\n"))
        self._output.line(f"Time left: {clock(time_left().session)}")
        typed = draft
        while True:
            try:
                line = self._world.stdin.readline()
            except KeyboardInterrupt:
                return Interrupted()
            word = line.strip()
            if word == END:
                return Sent(typed)
            if word.lower() in COMMANDS:
                return COMMANDS[word.lower()]
            if word.lower() in _TERMINAL_ONLY:
                self._output.line(f"Here the commands are: {' '.join(COMMANDS)}")
                continue
            if not line:
                # The input ended inside an answer: what was typed counts as sent.
                return Sent(typed) if typed.strip() else EndOfInput()
            typed += line if line.endswith("\n") else line + "\n"
            keep_draft(typed)

    def wait(self) -> None:
        """Wait for a line."""
        self._output.line("Paused; the clock stands. An empty line goes on.")
        self._world.stdin.readline()

    def confirm_leaving(self) -> Leave:
        """Ask a person; with a pipe there is nobody to ask, so leave everything resumable."""
        if not self._world.stdin.isatty():
            return Leave.LATER
        self._output.line("Stop? f: finish now with a report. l: leave, go on later. Else: go on.")
        reply = self._world.stdin.readline()
        return leave_by(reply or None)

    @contextmanager
    def busy(self, what: str) -> Iterator[None]:
        """Say so and go on; append-only text has no spinner."""
        self._output.line(f"{what} ...")
        yield
