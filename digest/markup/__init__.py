"""Step 3 – Markdown of a language → HTML with symbols for marks and headings, and plain text."""
