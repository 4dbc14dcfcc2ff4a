"""Where people enter: one file per capability, each opening with its table of contents.

A handler decides inside one short transaction, acknowledges, then shows. It holds no rule and no
Block Kit. Besides Bolt's arguments it may ask for those that `app.py` puts into the context:
`db`, `now` (team time), `person` (who did it), `services`.
"""

from slack_bolt import App

from handlers import approvals, cards, confirmations, drafting, home, people, team


def register(app: App) -> None:
    """Register every listener."""
    drafting.register(app)
    approvals.register(app)
    confirmations.register(app)
    cards.register(app)
    team.register(app)
    home.register(app)
    people.register(app)
