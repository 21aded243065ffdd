"""What to ask about what an answer left out or got wrong."""

from mockint.followups.follow_up import FollowUp, Origin, Reason
from mockint.followups.templates import Templates, load_templates
from mockint.followups.writer import FollowUpWriter

__all__ = ["FollowUp", "FollowUpWriter", "Origin", "Reason", "Templates", "load_templates"]
