"""What the format allows but a good question avoids, each with its place in the file."""

from mockint.lint.finding import Finding, located
from mockint.lint.meaning import Meaning
from mockint.lint.source_list import SourceList
from mockint.lint.wording import check_wording

__all__ = ["Finding", "Meaning", "SourceList", "check_wording", "located"]
