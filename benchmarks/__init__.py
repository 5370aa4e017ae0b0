"""Measures of searchlib: how good and how fast, beside other engines; run with ``python -m benchmarks``."""
