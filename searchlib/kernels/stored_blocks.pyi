class StoredBlocks:
    def __init__(
        self,
        blocks: memoryview,
        block_ends: memoryview,
        first_documents: memoryview,
        dictionary_numbers: memoryview,
        ends: memoryview,
        dictionaries: list[memoryview],
    ) -> None: ...
    def block_of(self, docnum: int) -> int: ...
    def record(self, block: int, docnum: int) -> bytes: ...
