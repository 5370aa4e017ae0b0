from collections.abc import Callable

from searchlib.kernels.evidence import Judge
from searchlib.kernels.texts import Candidates, SurfaceText

class LanguageFinder:
    def __init__(
        self,
        judge: Judge,
        identify: Callable[[str, frozenset[str]], str],
        *,
        max_span: int,
        span_odds: int,
        sentence_odds: int,
    ) -> None: ...
    def find_around(self, text: SurfaceText, around: int, candidates: Candidates) -> int: ...
    def of_token(self, token: str, shape: int, around: str) -> str: ...
    def find(self, text: SurfaceText, around: int, candidates: Candidates) -> int: ...
