"""Two texts that say the same → the figures in which they differ.

`chinese.py` and `english.py` read a text's figures into values that have no language; `agree.py` holds the
values of two texts against each other.
"""
