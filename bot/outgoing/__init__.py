"""The one HTTP client for addresses that people or networks give us."""

from bot.outgoing.addresses import AddressNotAllowed, is_loopback, is_public, vet
from bot.outgoing.client import Answer, AnswerLost, Client, NotSent

__all__ = ["AddressNotAllowed", "Answer", "AnswerLost", "Client", "NotSent", "is_loopback", "is_public", "vet"]
