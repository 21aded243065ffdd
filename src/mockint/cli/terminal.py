"""The interview in a real terminal: multi-line editing with a live clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from prompt_toolkit import PromptSession
from prompt_toolkit.application import run_in_terminal
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys

from mockint.cli.output import Output, wrapped
from mockint.cli.wording import COMMANDS, clock, leave_by, minutes, opening_lines
from mockint.history import PlannedQuestion, Session
from mockint.interview import Command, EndOfInput, Interrupted, Leave, Reply, Sent
from mockint.interview.face import TimeLeft

_EDIT = "/edit"
_WIDEST = 100


class TerminalFace:
    """See `mockint.interview.face.Face`.

    Args:
        output: Prints.
    """

    def __init__(self, output: Output) -> None:
        self._output = output
        self._session: PromptSession[str] | None = None
        self._entered: Command | None = None
        self._pasted_line = ""

    def opening(self, session: Session) -> None:
        """Say what is going to happen."""
        for line in opening_lines(session):
            self._paragraph(line)
        self._paragraph(
            "Enter starts a new line; Esc then Enter, or Ctrl-D, sends. Alone on a line: "
            f"{' '.join(COMMANDS)} {_EDIT}",
            style="dim",
        )

    def ask(self, number: int, planned: PlannedQuestion, follow_up: str | None) -> None:
        """Put a question."""
        self._output.line()
        if follow_up is None:
            title = f"Question {number} · about {minutes(planned.minutes)}"
            self._output.line(title, style="bold cyan")
            self._paragraph(planned.question, style="bold")
        else:
            self._output.line(f"Follow-up to question {number}", style="cyan")
            self._paragraph(follow_up, style="bold")

    def hint(self, text: str) -> None:
        """Show a hint."""
        self._paragraph(f"Hint: {text}", style="yellow")

    def notice(self, text: str) -> None:
        """Say something about the interview itself."""
        self._paragraph(text, style="dim")

    def read_reply(
        self, draft: str, keep_draft: Callable[[str], None], time_left: Callable[[], TimeLeft]
    ) -> Reply:
        """Edit an answer until it is sent, or a command is entered."""
        kept_lines = draft.count("\n")

        def keep_lines(buffer: Buffer) -> None:
            """Keep the draft whenever a line is added or taken away."""
            nonlocal kept_lines
            lines = buffer.text.count("\n")
            if lines != kept_lines:
                kept_lines = lines
                keep_draft(buffer.text)

        session = self._prompt_session(time_left)
        session.default_buffer.on_text_changed += keep_lines
        try:
            text = session.prompt("> ", default=draft, prompt_continuation="  ")
        except EOFError:
            return EndOfInput()
        except KeyboardInterrupt:
            keep_draft(session.default_buffer.text)
            return Interrupted()
        finally:
            session.default_buffer.on_text_changed -= keep_lines
        command = self._take_command()
        if command is None:
            return Sent(text)
        if command is not Command.SKIP:
            keep_draft(text)
        return command

    def wait(self) -> None:
        """Wait for Enter."""
        self._ask_line("Paused; the clock stands. Enter goes on. ")

    def confirm_leaving(self) -> Leave:
        """Ask what Ctrl-C was meant to do."""
        reply = self._ask_line(
            "Stop? f: finish now with a report, l: leave and go on later, Enter: go on. "
        )
        return leave_by(reply)

    @contextmanager
    def busy(self, what: str) -> Iterator[None]:
        """Show a spinner."""
        with self._output.spinner(f"{what} ..."):
            yield

    def _take_command(self) -> Command | None:
        """The command that ended the editing, if one did; it is then forgotten."""
        command, self._entered = self._entered, None
        return command

    def _ask_line(self, question: str) -> str | None:
        prompt: PromptSession[str] = PromptSession()
        try:
            return prompt.prompt(question)
        except EOFError:
            return None

    def _paragraph(self, text: str, style: str | None = None) -> None:
        for line in wrapped(text, min(self._output.width, _WIDEST)):
            self._output.line(line, style=style)

    def _prompt_session(self, time_left: Callable[[], TimeLeft]) -> PromptSession[str]:
        """One session for the whole interview, so that its undo and kill ring stay."""
        if self._session is None:
            self._session = PromptSession(
                multiline=True,
                key_bindings=self._key_bindings(),
                bottom_toolbar=lambda: _toolbar(time_left(), self._output.width),
                refresh_interval=1.0,
                enable_suspend=True,
                enable_open_in_editor=True,
                tempfile_suffix=".md",
            )
        return self._session

    def _key_bindings(self) -> KeyBindings:
        bindings = KeyBindings()

        def send(buffer: Buffer) -> None:
            """Send what was typed; a command that is all of it is not an answer."""
            alone = buffer.text.strip() == buffer.document.current_line.strip()
            if not (alone and self._run_command(buffer)):
                buffer.validate_and_handle()

        @bindings.add("escape", "enter")
        def _(event: KeyPressEvent) -> None:
            """Send."""
            send(event.current_buffer)

        @bindings.add("c-d")
        def _(event: KeyPressEvent) -> None:
            """Send; with nothing typed, say how to leave instead of doing it by accident."""
            if event.current_buffer.text.strip():
                send(event.current_buffer)
            else:
                run_in_terminal(
                    lambda: self.notice("Nothing typed yet. /skip or /quit, or Ctrl-C.")
                )

        @bindings.add(Keys.BracketedPaste)
        def _(event: KeyPressEvent) -> None:
            """Insert, and remember the line that the cursor is left in."""
            event.current_buffer.insert_text(event.data.replace("\r\n", "\n").replace("\r", "\n"))
            self._pasted_line = event.current_buffer.document.current_line

        @bindings.add("enter")
        def _(event: KeyPressEvent) -> None:
            """Carry out a command that stands alone on its line, else start a new line."""
            if not self._run_command(event.current_buffer):
                event.current_buffer.newline(copy_margin=False)

        return bindings

    def _run_command(self, buffer: Buffer) -> bool:
        """Carry out the command that stands alone on the cursor's line, if there is one.

        A line that was pasted is never a command.
        """
        line = buffer.document.current_line
        word = "" if line == self._pasted_line else line.strip().lower()
        if word not in COMMANDS and word != _EDIT:
            return False
        _drop_current_line(buffer)
        if word == _EDIT:
            buffer.open_in_editor()
        else:
            self._entered = COMMANDS[word]
            buffer.validate_and_handle()
        return True


def _drop_current_line(buffer: Buffer) -> None:
    lines = buffer.document.lines
    row = buffer.document.cursor_position_row
    kept = [*lines[:row], *lines[row + 1 :]]
    buffer.text = "\n".join(kept)
    buffer.cursor_position = len(buffer.text)


def _toolbar(left: TimeLeft, width: int) -> str:
    if left.question >= 0:
        question = f"question {clock(left.question)}"
    else:
        question = f"question {clock(-left.question)} over"
    session = f"session {clock(left.session)}" if left.session >= 0 else "session time is up"
    times = f" {question} · {session} left"
    keys = " · Esc Enter sends · /hint /skip /repeat /pause /edit /quit"
    return times + keys if len(times + keys) <= width else times + " · Esc Enter sends"
