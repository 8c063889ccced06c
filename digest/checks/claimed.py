"""Records → whether two of them may claim an address. Where they say no, it is certain.

To list all addresses means to plan the whole site, so the records are asked first.
"""

import re

from digest import address
from digest.model.publication import Publication

_OF_AN_ITEM = re.compile(r"/(?:[a-z]{2}/)?([0-9]{4}-[0-9]{2}-[0-9]{2})/([a-z0-9-]+)/")


def may_meet(publication: Publication) -> bool:
    """Whether two may claim an address: a static file among pages, an alias like a slug or another alias."""
    languages = publication.site.languages
    if any(address.is_ours(file.address, languages) for file in publication.static):
        return True
    aliases = [alias for item in publication.items for alias in item.aliases]
    named = [_OF_AN_ITEM.fullmatch(alias) for alias in aliases]
    places = [one.groups() for one in named if one]
    slugs = {(item.date.isoformat(), item.slug) for item in publication.items} if aliases else set()
    return len(set(places)) < len(aliases) or not slugs.isdisjoint(places)
