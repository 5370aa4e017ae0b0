"""Tokens that a hyphen joins, for other kernels."""
from searchlib.kernels.scan cimport Token

# Whether a token is joined to the one behind it, unless both are numbers; one without a token behind it is not.
cdef bint is_joined_to_next(
    int kind, const void *data, Py_ssize_t length, const Token *tokens, Py_ssize_t count, Py_ssize_t number
) noexcept
