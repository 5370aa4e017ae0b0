from array import array

from searchlib.kernels.terms import Dictionary

def shared_terms(first: Dictionary, second: Dictionary) -> tuple[array[int], array[int], array[int], array[int]]: ...
