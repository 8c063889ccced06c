"""digest: YAML stories in two languages → a bilingual site, a typeset bulletin, feeds and data."""

__version__ = "0.1.0"
