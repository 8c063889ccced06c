"""One file's texts → what a careful deskman would say of them, each at its place.

A text is read as passages: paragraphs, headings, single lines, without Markdown's signs and with
the place of every character. A rule is a sentence and a short generator, as in `checks/`; it looks at
the texts of one file alone, so that what it finds is kept with the file's record. `rules.py` lists
them all.
"""
