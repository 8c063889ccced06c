"""Step 1 – disk → YAML nodes that know line and column. The only reader of content."""
