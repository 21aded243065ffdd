"""What is asked: questions with their key points and misconceptions, read strictly from YAML."""

from mockint.bank.compiled import load_compiled
from mockint.bank.loading import find_pack, load_pack
from mockint.bank.pack import Pack, Section, Topic, slugify
from mockint.bank.question import Example, KeyPoint, Language, Level, Misconception, Question
from mockint.bank.statistics import PackStatistics

__all__ = [
    "Example",
    "KeyPoint",
    "Language",
    "Level",
    "Misconception",
    "Pack",
    "PackStatistics",
    "Question",
    "Section",
    "Topic",
    "find_pack",
    "load_compiled",
    "load_pack",
    "slugify",
]
