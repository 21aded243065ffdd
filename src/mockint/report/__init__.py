"""A session as something to read: the outcome in numbers, and as Markdown or JSON."""

from mockint.report.document import SCHEMA, to_document
from mockint.report.markdown import to_markdown
from mockint.report.outcome import Gap, Outcome, outcome_of

__all__ = ["SCHEMA", "Gap", "Outcome", "outcome_of", "to_document", "to_markdown"]
