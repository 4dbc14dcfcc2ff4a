"""Block Kit as Slack accepts it: the limits as one table, and a linter over the final JSON."""

from bot.blockkit.limits import LIMITS
from bot.blockkit.lint import problems, weight
from bot.blockkit.specs import OURS, Problem
from bot.blockkit.surfaces import Surface

__all__ = ["LIMITS", "OURS", "Problem", "Surface", "problems", "weight"]
