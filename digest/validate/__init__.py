"""Step 2 – nodes → records, or diagnostics. The schemas for editors come from here."""
