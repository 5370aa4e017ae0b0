from searchlib.kernels.surfaces import SurfaceTable

class Judge:
    surfaces: SurfaceTable
    def __init__(
        self,
        surfaces: SurfaceTable,
        *,
        min_letters: int,
        min_margins: tuple[int, int],
        max_bits_per_symbol: list[float],
        marked_language: str,
        min_marked_margin: int,
        min_share_of_marks: float,
    ) -> None: ...
