"""What is known of the project (项目事实): a key that is absent is unknown, which is not no."""

from .approvals import APPROVALS, Approval, Approvals
from .project import ProjectFacts, Use
from .read import facts_of, read_facts

__all__ = ["APPROVALS", "Approval", "Approvals", "ProjectFacts", "Use", "facts_of", "read_facts"]
