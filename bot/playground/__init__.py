"""A stand-in of Slack on loopback: the same protocol, a page to act as the team, nothing behind it."""
