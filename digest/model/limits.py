"""How much others print or take: the limits of a WeChat article, the stricter figure where two are told."""

TITLE = 32
"""Characters of a title in a WeChat article's list (the console takes 64)."""

AUTHOR = 16
"""Characters of an author."""

ABSTRACT = 120
"""Characters of a WeChat article's abstract."""

ARTICLE = 20_000
"""An article has fewer characters of HTML than this, its styles included."""

WEIGHT = 1_000_000
"""An article, and each of its pictures, has fewer bytes."""

PAGES = 20
"""Pictures that one message takes."""

COVER = (900, 500)
"""Width and height of a picture from which both covers can be cut: 900 × 383 and 500 × 500."""
