"""After a night: what became of tonight's issue → a short message to those who wait for it."""
