"""The editor's desk: what an issue lacks, a preview that follows each edit, forms in the browser."""
