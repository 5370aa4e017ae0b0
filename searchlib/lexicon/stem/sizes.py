"""How many answers a stemmer keeps."""

from typing import Final

STEMS_KEPT: Final = 1 << 12
"""Stems and roots that a stemmer keeps: a term is asked for twice, and neighbours in a vocabulary share their stem."""
ROOTS_KEPT: Final = 1 << 14
"""Stems whose roots a Turkic stemmer keeps: many words come down to one stem."""
