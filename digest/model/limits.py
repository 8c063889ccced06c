"""How long texts may be where others print them: WeChat's title and abstract."""

TITLE = 32
"""Characters of a title in a WeChat article's list (the console takes 64)."""

ABSTRACT = 120
"""Characters of a WeChat article's abstract."""
