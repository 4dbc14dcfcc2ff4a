"""What the team agreed on, in a few lines of its own: written from the README, not from the code under test."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass
class Version:
    """One version of a post, as its maker sent it."""

    maker: str
    text: str
    due: datetime | None


@dataclass
class Tale:
    """A post: its author, its versions by number, and which of them the team agreed on."""

    author: str
    versions: dict[int, Version]
    agreed: set[int] = field(default_factory=set)

    @property
    def current(self) -> int:
        return max(self.versions)


@dataclass
class Team:
    """Who may do what right now."""

    approvers: set[str]
    managers: set[str]
    alone: bool = False
    """One person decides alone."""
    away: set[str] = field(default_factory=set)
    """Deactivated, or guests."""

    def approves(self, name: str) -> bool:
        return name in self.approvers and name not in self.away

    def would_agree(self, tale: Tale, name: str) -> bool:
        """Whether this person's word completes what the team's policy asks for, for the current version."""
        if name in self.away:
            return False
        if self.alone:
            return self.approves(name)
        maker = tale.versions[tale.current].maker
        one_of_two_approves = self.approves(name) or (name == tale.author and self.approves(maker))
        return name != maker and one_of_two_approves
