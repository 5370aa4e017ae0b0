"""Compiled loops: arrays in, arrays out, nothing of searchlib but kernels.

Python decides, kernels loop. Each has a ``.pyi`` beside it for the types and a slow, obvious twin in
``tests/reference`` that checks it.
"""
