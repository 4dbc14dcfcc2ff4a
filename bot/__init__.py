"""Allstar: the bot a social media team works with inside Slack."""
