"""Step 5 – publication + now → jobs. Pure: the clock is an argument and decides visibility alone."""
