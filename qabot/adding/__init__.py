"""Keeping the catalogue in step with the corpus folder, and bringing files into it."""
