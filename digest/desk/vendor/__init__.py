"""Sveltia CMS, kept here so that no page takes a script from elsewhere."""
