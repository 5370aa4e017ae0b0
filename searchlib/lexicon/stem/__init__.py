"""Stemmers: inflection off, one module per language."""
