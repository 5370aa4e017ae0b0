from array import array
from collections.abc import Callable

from searchlib.kernels.surfaces import SurfaceTable

class SurfaceTerms:
    def __init__(
        self,
        surfaces: SurfaceTable,
        normalize: Callable[[str, bool], str],
        plain_letters: tuple[array[int], array[int]],
    ) -> None: ...
