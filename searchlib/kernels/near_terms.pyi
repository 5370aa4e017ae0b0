from array import array

from searchlib.kernels.union_terms import UnionTerms

def within_edits(terms: UnionTerms, word: str, edits: int, start: int, stop: int) -> tuple[array[int], array[int]]: ...
