"""Step 6 – job → artifacts: html, pdf, feed, image and the rest, each by a renderer of its own."""
