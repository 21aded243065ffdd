"""A pack without a fault, as text, for tests to break in one place at a time."""

from __future__ import annotations

from pathlib import Path

PACK = """\
name: small
title: A small pack
topics:
  - title: Serving
    sections:
      - title: Event Loop
        items: 2
"""

LOOP = """\
- id: one-thread
  covers: event-loop/1
  question: A colleague says that asyncio runs handlers in parallel. What do you answer?
  level: mid
  minutes: 2.5
  reference: >-
    All coroutines of a process share one thread. The loop runs a coroutine until it reaches an
    await that cannot finish yet, then picks another one that is ready. So handlers overlap while
    they wait, and never while they compute. A long computation without an await keeps everybody
    else from being served, which is why such work goes to a pool of threads or processes instead.
  key_points:
    - id: single
      text: All coroutines of a process share one thread.
      weight: 3
      phrasings: [a lone worker takes turns between them]
      follow_up: How many different thread ids would ten handlers print?
      easier_follow_up: Does an await start a thread?
    - id: switch
      text: The loop picks another coroutine only at an await that cannot finish yet.
      weight: 2
      phrasings: [control is handed over where something pauses, one fewer surprise]
      follow_up: Where in a handler can another one get its turn?
    - id: blocking
      text: A long computation without an await keeps everybody else from being served.
      weight: 1
      phrasings: [number crunching stalls all clients]
      follow_up: What do other clients see while a handler sorts a million rows?
  misconceptions:
    - claim: Every coroutine gets its own thread.
      phrasings: [await spawns a worker thread]
      contradicts: single
      correction: Coroutines take turns on one thread.
      probe: What would threading.get_ident() print?
    - claim: The loop interrupts a coroutine after a time slice.
      phrasings: [asyncio is preemptive]
      contradicts: switch
      correction: A coroutine runs until it awaits.
      probe: What stops a loop that never awaits?
  example: |
    import asyncio

    assert asyncio.run(asyncio.sleep(0, "done")) == "done"
  similar: [gather]
  sources: ['Python docs: asyncio']

"""

GATHER = """\
- id: gather
  covers: event-loop/2
  question: Three downstream calls do not depend on each other. How do you make them?
  level: junior
  minutes: 3
  reference: >-
    Start them together and wait for all of them, for example with asyncio.gather, so that the
    total is about the slowest call and not the sum. The results come back in the order of the
    arguments, whichever finished first. If one raises, the error reaches the caller at once and
    the others keep running, unless return_exceptions is set; a TaskGroup cancels the rest instead.
  key_points:
    - id: together
      text: gather schedules the calls at once, so the wait is about the slowest one.
      weight: 3
      phrasings: [total latency equals a maximum rather than a sum]
      follow_up: Each takes 200 ms. How long does the handler wait?
      easier_follow_up: Do you await the first before you start the second?
    - id: order
      text: The results come back in the order of the arguments.
      weight: 2
      phrasings: [output position mirrors input position, however fast each was]
      follow_up: The last call finishes first. Where does its result stand?
    - id: errors
      text: If one call raises, the others keep running.
      weight: 2
      phrasings: [a failure cancels nobody]
      follow_up: One of them fails early. What becomes of its siblings?
  misconceptions:
    - claim: gather returns results as they finish.
      phrasings: [fastest first]
      contradicts: order
      correction: The order is that of the arguments.
      probe: What does gather return when the first call is the slowest?
    - claim: gather cancels the other calls when one fails.
      phrasings: [one error stops them all]
      contradicts: errors
      correction: Only a TaskGroup cancels the rest.
      probe: Does a slow call still write its row after a fast one failed?
  sources: ['Python docs: asyncio']
"""

QUESTIONS = LOOP + GATHER


def write_pack(
    folder: Path, questions: str | bytes = QUESTIONS, pack: str | bytes = PACK, section: str = ""
) -> Path:
    """A pack's folder below `folder`, with one section file."""
    root = folder / "small"
    root.mkdir()
    for name, content in (("pack", pack), (section or "event-loop", questions)):
        raw = content.encode() if isinstance(content, str) else content
        (root / f"{name}.yaml").write_bytes(raw)
    return root


def with_change(text: str, old: str, new: str) -> str:
    """`text` with its only `old` replaced."""
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the text"
    return text.replace(old, new)


def line_of(text: str, part: str) -> int:
    """The number of the first line that holds `part`."""
    return next(n for n, line in enumerate(text.splitlines(), 1) if part in line)
