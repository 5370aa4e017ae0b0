from searchlib.kernels.searched_segment import FilterBits, TermLists

class BoundQuery: ...

class BoundGroup(BoundQuery):
    def __init__(self, lists: TermLists, factor: float, bonus: float = 0.0) -> None: ...

class BoundPhrase(BoundQuery):
    def __init__(self, words: tuple[TermLists, ...], boosts: tuple[float, ...], slop: int, factor: float) -> None: ...

class BoundFilter(BoundQuery):
    def __init__(self, bits: list[FilterBits]) -> None: ...

class Everything(BoundQuery): ...

class AnyOf(BoundQuery):
    def __init__(self, children: tuple[BoundQuery, ...]) -> None: ...

class AllOf(BoundQuery):
    def __init__(
        self,
        required: tuple[BoundQuery, ...],
        optional: tuple[BoundQuery, ...] = (),
        excluded: tuple[BoundQuery, ...] = (),
    ) -> None: ...
