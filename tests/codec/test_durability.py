"""Whatever goes wrong during a commit, the index is as it was before, or as it is after."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib import Article, Index, IndexCorruptError
from tests.codec.faults import Disk, FileSystem, Operation

State = tuple[tuple[str, ...], tuple[str, ...]]


def state(folder: Path) -> State:
    """Return the ids in an index and what a search finds."""
    with Index.open(folder) as index:
        found = tuple(sorted(hit.article.id for hit in index.search("yol", limit=100)))
        return tuple(sorted(article.id for article in index)), found


def article(number: int, body: str) -> Article:
    return Article(f"n{number}", f"kitab {number}", body, language="az", tags=("xəbər",))


def first_commits(folder: Path) -> None:
    """Make an index of two segments, with a deleted document."""
    with Index.create(folder) as index:
        index.add(article(number, "uzun yol") for number in range(20))
        index.add(article(number, "film") for number in range(20, 24))
        index.delete(["n3"])


def add(index: Index) -> None:
    index.add([article(number, "yol boyu") for number in (1, 21, 30)])


def delete(index: Index) -> None:
    index.delete(["n1", "n22"])


def replace_everything(index: Index) -> None:
    index.add(article(number, "yol və film") for number in range(24))


_MANY = 50
"""Operations of which some are enough where all those behind them fail too: most of them write."""

COMMITS: dict[str, Callable[[Index], None]] = {"add": add, "delete": delete, "replace": replace_everything}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole") / "news"
    first_commits(folder)
    return folder


@pytest.fixture(scope="module", params=COMMITS)
def commit(request: pytest.FixtureRequest) -> Callable[[Index], None]:
    return COMMITS[request.param]


@pytest.fixture(scope="module")
def after(whole: Path, commit: Callable[[Index], None], tmp_path_factory: pytest.TempPathFactory) -> State:
    folder = copy(whole, tmp_path_factory.mktemp("after"))
    with Index.open(folder) as index:
        commit(index)
    return state(folder)


def copy(whole: Path, into: Path) -> Path:
    shutil.rmtree(into / "news", ignore_errors=True)
    return Path(shutil.copytree(whole, into / "news"))


def commit_on(folder: Path, commit: Callable[[Index], None], system: FileSystem) -> bool:
    """Commit with a file system that may fail; tell whether that succeeded."""
    with Index.open(folder) as index, system.installed():
        try:
            commit(index)
        except OSError:
            return False
        return True


class TestFailingOperations:
    """If any operation of a commit fails, the index stays as it was, and the next commit succeeds."""

    @pytest.mark.parametrize("failing_operations", [1, 1 << 30], ids=["once", "from then on"])
    def test_every_operation_in_turn(
        self, whole: Path, commit: Callable[[Index], None], after: State, tmp_path: Path, failing_operations: int
    ) -> None:
        before = state(whole)
        succeeded = FileSystem(copy(whole, tmp_path))
        assert commit_on(succeeded.folder, commit, succeeded)
        outcomes = set()
        step = 1 if failing_operations == 1 or succeeded.count < _MANY else 7
        for first in range(succeeded.count - 1, -1, -step):
            folder = copy(whole, tmp_path)
            failing = range(first, first + failing_operations)
            has_succeeded = commit_on(folder, commit, FileSystem(folder, failing))
            possible = [after] if has_succeeded else [before]
            if failing_operations > 1:  # a commit that failed at its last step cannot be taken back then
                possible.append(after)
            assert state(folder) in possible
            outcomes.add(has_succeeded)
            assert commit_on(folder, commit, FileSystem(folder))
            assert state(folder) == after
            assert not [path.name for path in folder.glob("*.tmp") if path.is_file()]
        assert outcomes == {True, False}  # to remove what is left over may fail

    def test_an_index_that_cannot_be_made_is_not_there(self, tmp_path: Path) -> None:
        system = FileSystem(tmp_path / "news")
        with system.installed():
            Index.create(tmp_path / "news").close()
        for failing in range(system.count):
            folder = tmp_path / str(failing)
            with pytest.raises(OSError, match="no space"), FileSystem(folder, range(failing, failing + 1)).installed():
                Index.create(folder)
            with Index.create(folder) as index:
                assert len(index) == 0


@pytest.fixture(scope="module")
def journal(whole: Path, commit: Callable[[Index], None], tmp_path_factory: pytest.TempPathFactory) -> list[Operation]:
    """What a commit does to its folder."""
    system = FileSystem(copy(whole, tmp_path_factory.mktemp("journal")))
    assert commit_on(system.folder, commit, system)
    return system.journal


@pytest.fixture(scope="module")
def scratch() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


class TestLossOfPower:
    """Whatever of a commit has reached the disk, the index is as before or as after; once it has returned, as after."""

    @settings(max_examples=120)
    @given(data=st.data())
    def test_at_any_time(
        self, whole: Path, journal: list[Operation], after: State, scratch: Path, data: st.DataObject
    ) -> None:
        disk = Disk({path.name: path.read_bytes() for path in whole.iterdir() if path.is_file()})
        played = data.draw(st.integers(0, len(journal)))
        disk.play(journal[:played])
        kept = data.draw(st.lists(st.booleans(), min_size=disk.uncertain, max_size=disk.uncertain))
        folder = scratch / "news"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        disk.lose_power(kept, folder)
        assert state(folder) in ((after,) if played == len(journal) else (state(whole), after))

    def test_the_model_of_the_disk_loses_what_is_not_synced(self, tmp_path: Path) -> None:
        disk = Disk({"a": b"old"})
        disk.play([Operation("rename", "b.tmp", "b"), Operation("remove", "a"), Operation("sync", "c", contents=b"c")])
        for kept, names in (([False] * 4, {"a"}), ([True] * 4, {"b", "c"})):
            folder = tmp_path / str(kept[0])
            folder.mkdir()
            disk.lose_power(kept, folder)
            assert {path.name for path in folder.iterdir()} == names


WRITER = """
import sys
from searchlib import Article, Index
with Index.open(sys.argv[1]) as index:
    for number in range(1000):
        index.add(Article(f"{number}-{part}", "", f"yol {number}", language="az") for part in range(5))
        index.delete([f"{number - 1}-{part}" for part in range(5)])
        print(number, flush=True)
"""


class TestKill:
    """After kill -9 at any time the index is at one of its commits, and can be written again."""

    @settings(max_examples=6)
    @given(lines=st.integers(1, 4), delay=st.floats(0, 0.3))
    def test_a_writer_that_is_killed(self, lines: int, delay: float) -> None:
        with tempfile.TemporaryDirectory() as made:
            folder = Path(made, "news")
            Index.create(folder).close()
            with subprocess.Popen(  # noqa: S603  our own program
                [sys.executable, "-c", WRITER, folder], stdout=subprocess.PIPE, text=True
            ) as writer:
                assert writer.stdout is not None
                printed = [int(writer.stdout.readline()) for _ in range(lines)]
                try:
                    writer.wait(delay)
                except subprocess.TimeoutExpired:
                    writer.send_signal(signal.SIGKILL)
                printed += [int(line) for line in writer.stdout]
            last = printed[-1]
            ids, found = state(folder)
            batches = [tuple(f"{number}-{part}" for part in range(5)) for number in (last, last + 1)]
            assert ids == found
            assert ids in (batches[0], batches[0] + batches[1], tuple(sorted(batches[0] + batches[1])), batches[1])
            with Index.open(folder) as index:
                index.add([Article("new", "", "yol", language="az")])
            assert "new" in state(folder)[0]


class TestDamagedContents:
    """A table of contents that is damaged is an error, never an older state in silence."""

    @pytest.mark.parametrize("keep", [0, 1, 20, -1])
    def test_a_table_of_contents_that_is_cut_off(self, whole: Path, tmp_path: Path, keep: int) -> None:
        folder = copy(whole, tmp_path)
        (toc,) = folder.glob("*.toc")
        toc.write_bytes(toc.read_bytes()[:keep])
        with pytest.raises(IndexCorruptError, match=r"\.toc is damaged"):
            state(folder)
