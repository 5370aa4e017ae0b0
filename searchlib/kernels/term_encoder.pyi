from array import array
from collections.abc import Sequence
from typing import Any

def encode_terms(
    columns: Sequence[Any], kind: int, per_block: int, place: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> tuple[bytes, array[int], array[int], tuple[int, int, int, int]]: ...
