"""Step 4 – the editor's rules over the whole publication.

A rule is a code, a sentence and a short generator that yields findings; `rules.py` lists them all.
"""
