"""Allstar: the bot a social media team works with inside Slack."""

__version__ = "0.1.0"
