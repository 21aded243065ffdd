"""The interview: a plan for the minutes, the next step as a pure decision, and the loop."""

from mockint.interview.clock import Clock
from mockint.interview.face import Command, EndOfInput, Face, Interrupted, Leave, Reply, Sent
from mockint.interview.loop import Interviewer
from mockint.interview.plan import make_plan

__all__ = [
    "Clock",
    "Command",
    "EndOfInput",
    "Face",
    "Interrupted",
    "Interviewer",
    "Leave",
    "Reply",
    "Sent",
    "make_plan",
]
