from searchlib.kernels.ngrams import NgramTable

class LanguageModels:
    modelled: int
    unknown: int
    codes: list[str]
    def __init__(
        self,
        latin: tuple[NgramTable, list[tuple[str | None, int, bool]]],
        cyrillic: tuple[NgramTable, list[tuple[str | None, int, bool]]],
        unknown: str,
        slacks: tuple[int, int],
        *,
        turkic_casing: frozenset[str],
        cyrillic_languages: frozenset[str],
        units_per_bit: int,
    ) -> None: ...
    def number(self, code: str) -> int: ...
