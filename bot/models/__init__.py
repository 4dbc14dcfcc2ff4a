"""The tables. No rules live here."""

from bot.models.account import Account, AccountState, Network, Way
from bot.models.assignment import Assignment, AssignmentState, Subject, Task
from bot.models.base import naming
from bot.models.campaign import Campaign
from bot.models.delivery import Delivery, DeliveryState
from bot.models.event import Event
from bot.models.outbox import Card, Outbox, OutboxKind, OutboxState, Received
from bot.models.people import Membership, Person, Policy, Role, Team, Workspace
from bot.models.post import Approval, Decision, Post, PostKind, PostState, Revision

__all__ = [
    "Account",
    "AccountState",
    "Approval",
    "Assignment",
    "AssignmentState",
    "Campaign",
    "Card",
    "Decision",
    "Delivery",
    "DeliveryState",
    "Event",
    "Membership",
    "Network",
    "Outbox",
    "OutboxKind",
    "OutboxState",
    "Person",
    "Policy",
    "Post",
    "PostKind",
    "PostState",
    "Received",
    "Revision",
    "Role",
    "Subject",
    "Task",
    "Team",
    "Way",
    "Workspace",
    "naming",
]
