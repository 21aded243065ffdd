"""What is asked: questions with their key points and misconceptions, read strictly from YAML."""

from mockint.bank.loading import find_pack, load_pack
from mockint.bank.pack import Pack, Section, Topic, slugify
from mockint.bank.question import KeyPoint, Level, Misconception, Question

__all__ = [
    "KeyPoint",
    "Level",
    "Misconception",
    "Pack",
    "Question",
    "Section",
    "Topic",
    "find_pack",
    "load_pack",
    "slugify",
]
