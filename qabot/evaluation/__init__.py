"""Measuring answers: question sets, figures, comparisons, the worst questions.

Importing this room, and ``command`` in it, loads nothing heavy.
"""
