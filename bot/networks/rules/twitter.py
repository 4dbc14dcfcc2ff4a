"""The one door to twitter-text, which warns at import that pkg_resources will go; pyproject.toml keeps it."""

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from twitter_text import extract_urls_with_indices, parse_tweet

__all__ = ["extract_urls_with_indices", "parse_tweet"]
