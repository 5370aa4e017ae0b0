from array import array
from typing import Any

def merge_vocabularies(
    sources: list[tuple[Any, Any, Any, Any, array[int]]], kept: list[tuple[Any, Any]]
) -> tuple[bytes, array[int], array[int], array[int], array[int], list[array[int]]]: ...
