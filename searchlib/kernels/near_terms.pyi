from array import array

from searchlib.kernels.union_terms import UnionTerms

def within_edits(terms: UnionTerms, word: str, edits: int) -> tuple[array[int], array[int]]: ...
