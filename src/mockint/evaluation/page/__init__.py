"""An evaluation as one HTML file that needs nothing but itself."""

from mockint.evaluation.page.document import to_html

__all__ = ["to_html"]
