from __future__ import annotations

import gzip
import io
import json
import lzma
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchlib import Index
from searchlib.article import Article
from searchlib.ingest import InputFormat, Progress, Skipped, read_articles
from tests.ingest.conftest import Read

PACKERS: dict[str, Callable[[bytes], bytes]] = {".gz": gzip.compress, ".xz": lzma.compress, ".zst": zstandard.compress}
TWO_ROWS = b'{"id": "a", "body": "one"}\n{"id": "b", "body": "two"}\n'


def only_reason(result: tuple[list[Article], list[Skipped]]) -> str:
    """Return why the only input was skipped."""
    articles, skipped = result
    assert articles == []
    (report,) = skipped
    return report.reason


class TestIds:
    def test_folder_gives_relative_paths_without_extensions_in_sorted_order(self, tmp_path: Path, read: Read) -> None:
        for name in ("b.txt", "a/z.md", "a/y.html.d/x.txt.gz", "c.tar.TXT"):
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(gzip.compress(b"Text.") if name.endswith(".gz") else b"Text.")
        articles, skipped = read(tmp_path)
        assert [article.id for article in articles] == ["a/y.html.d/x", "a/z", "b", "c.tar"]
        assert not skipped

    def test_file_given_directly_gives_its_name(self, read_bytes: Read) -> None:
        articles, _ = read_bytes("az-yol.txt", "Text.")
        assert [article.id for article in articles] == ["az-yol"]

    def test_row_without_an_id_gets_file_and_line(self, read_bytes: Read) -> None:
        articles, _ = read_bytes("rows.jsonl", '\n{"body": "x"}\n{"id": 7, "body": "y"}\n')
        assert [article.id for article in articles] == ["rows:2", "7"]

    def test_second_use_of_an_id_names_the_first(self, tmp_path: Path, read: Read) -> None:
        (tmp_path / "a.txt").write_text("One.")
        (tmp_path / "b.jsonl").write_text(
            '{"id": "a", "body": "x"}\n{"id": "c", "body": "x"}\n{"id": "c", "body": "x"}\n'
        )
        articles, skipped = read(tmp_path)
        assert [article.id for article in articles] == ["a", "c"]
        assert [report.line for report in skipped] == [1, 3]
        assert f"already given by {tmp_path / 'a.txt'};" in skipped[0].reason
        assert f"already given by {tmp_path / 'b.jsonl'}:2;" in skipped[1].reason


class TestStandardInput:
    @pytest.mark.parametrize(
        ("data", "expected_id"),
        [
            (b'{"body": "x"}\n', "stdin:1"),
            (b"Plain text.", "stdin"),
            ('\ufeff{"body": "x"}'.encode("utf-16-le"), "stdin:1"),
            (b'[{"body": "x\n"}]'.replace(b"\n", b"\\n"), "stdin:1"),
            ('\ufeff[\r\n  {"body":\n "x"}]'.encode("utf-16-le"), "stdin:1"),
            (b"[1] Plain text.", "stdin"),
        ],
    )
    def test_format_is_told_from_the_first_character(
        self, read: Read, monkeypatch: pytest.MonkeyPatch, data: bytes, expected_id: str
    ) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        articles, skipped = read("-")
        assert [article.id for article in articles] == [expected_id]
        assert not skipped

    def test_problem_names_stdin(self, read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
        _, skipped = read("-")
        assert [str(report) for report in skipped] == ["<stdin>: the file is empty"]


class TestCompression:
    @pytest.mark.parametrize("extension", PACKERS)
    @pytest.mark.parametrize(("name", "data"), [("rows.jsonl", TWO_ROWS), ("one.txt", "Bakı şəhəri.".encode())])
    def test_compressed_equals_uncompressed(self, read_bytes: Read, extension: str, name: str, data: bytes) -> None:
        assert read_bytes(name + extension, PACKERS[extension](data)) == read_bytes(name, data)

    @pytest.mark.parametrize("extension", PACKERS)
    def test_members_one_after_the_other_are_one_file(self, read_bytes: Read, extension: str) -> None:
        pack = PACKERS[extension]
        articles, skipped = read_bytes(f"rows.jsonl{extension}", pack(TWO_ROWS[:30]) + pack(TWO_ROWS[30:]))
        assert [article.body for article in articles] == ["one", "two"]
        assert not skipped

    @pytest.mark.parametrize("extension", PACKERS)
    def test_file_that_ends_too_early_is_reported(self, read_bytes: Read, extension: str) -> None:
        packed = PACKERS[extension](b"Some text. " * 100)
        assert "ends too early" in only_reason(read_bytes(f"a.txt{extension}", packed[:-9]))

    @pytest.mark.parametrize("extension", PACKERS)
    def test_rows_before_the_damage_are_read(self, read_bytes: Read, extension: str) -> None:
        rows = b"".join(b'{"id": "%d", "body": "%d"}\n' % (i, i**5) for i in range(20_000))
        packed = PACKERS[extension](rows)
        articles, skipped = read_bytes(f"a.jsonl{extension}", packed[: len(packed) * 9 // 10])
        assert articles[0].id == "0"
        assert [(report.line, "ends too early" in report.reason) for report in skipped] == [(len(articles) + 1, True)]

    @pytest.mark.parametrize("extension", PACKERS)
    def test_file_that_is_not_compressed_is_reported(self, read_bytes: Read, extension: str) -> None:
        assert "damaged" in only_reason(read_bytes(f"a.txt{extension}", b"plain text"))

    def test_missing_package_is_named(self, read_bytes: Read, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "zstandard", None)
        assert 'install "searchlib[zstd]"' in only_reason(read_bytes("a.txt.zst", b"x"))


class TestEncodings:
    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-32-be"])
    @pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv"])
    def test_byte_order_marks_decide(self, read_bytes: Read, name: str, encoding: str) -> None:
        mark = "\ufeff" if encoding.endswith(("le", "be")) else ""
        text = {"a.txt": "Bakı.\n", "a.jsonl": '{"body": "Bakı."}\r\n', "a.csv": "id,body\nn1,Bakı.\n"}[name]
        articles, skipped = read_bytes(name, (mark + text).encode(encoding))
        assert [article.body for article in articles] == ["Bakı."]
        assert not skipped

    @pytest.mark.parametrize(
        ("name", "text"), [("a.txt", "Мост"), ("a.jsonl", '{"body": "Мост"}'), ("a.html", "<p>Мост")]
    )
    def test_other_bytes_are_reported_with_place_and_option(self, read_bytes: Read, name: str, text: str) -> None:
        _, skipped = read_bytes(name, f"\n{text}".encode("windows-1251"))
        assert [report.line for report in skipped] == [2]
        offset = 1 + text.index("М")
        assert f"not UTF-8 at byte {offset}; pass --encoding" in skipped[0].reason

    def test_encoding_asked_for_is_used(self, read_bytes: Read) -> None:
        articles, _ = read_bytes("a.jsonl", '{"body": "Мост"}'.encode("windows-1251"), encoding="windows-1251")
        assert [article.body for article in articles] == ["Мост"]

    @pytest.mark.parametrize("encoding", ["nonsense", "hex", "undefined"])
    def test_unknown_encoding_is_the_callers_error(self, encoding: str) -> None:
        with pytest.raises(ValueError, match="unknown encoding"):
            read_articles([], on_skip=print, encoding=encoding)

    def test_row_in_another_encoding_spoils_no_other(self, read_bytes: Read) -> None:
        data = b'id,body\na,"one\nmore"\nb,\xff\nc,"x\n\xff"\nd,two\n'
        articles, skipped = read_bytes("a.csv", data)
        assert [article.id for article in articles] == ["a", "d"]
        assert [report.line for report in skipped] == [4, 5]
        assert skipped[1].reason.startswith("line 6: not UTF-8 at byte 30;")


class TestWholeFiles:
    @pytest.mark.parametrize(
        ("name", "data", "reason"),
        [
            ("a.txt", b"", "empty"),
            ("a.md", b" \n\t\n", "empty"),
            ("a.jsonl", b"", "no articles"),
            ("a.json", b"", "empty"),
            ("a.json", b" [ ]\n", "no articles"),
            ("a.csv", b"", "no articles"),
            ("a.tsv", b"id\tbody\n", "no articles"),
            ("a.txt", b"a\0b", "byte 1 is zero"),
            ("a.txt", b"%PDF-1.7 and so on", "a PDF document"),
            ("a.csv", b"PK\x03\x04 and so on", "a ZIP archive"),
            ("a.txt", gzip.compress(b"Text."), "ends in .gz"),
            ("a.jsonl", bytes(1000), "zero bytes"),
            ("a.doc", b"Text.", "--format"),
            ("a", b"Text.", ".ndjson"),
            (".gz", b"Text.", "--format"),
        ],
    )
    def test_file_that_holds_no_articles_is_reported(
        self, read_bytes: Read, name: str, data: bytes, reason: str
    ) -> None:
        assert reason in only_reason(read_bytes(name, data))

    def test_format_given_holds_for_every_name(self, read_bytes: Read) -> None:
        articles, _ = read_bytes("a.doc", "Text.", input_format=InputFormat.TEXT)
        assert [article.id for article in articles] == ["a.doc"]

    def test_missing_path_is_reported_and_the_rest_goes_on(self, tmp_path: Path, read: Read) -> None:
        (tmp_path / "a.txt").write_text("One.")
        articles, skipped = read(tmp_path / "none.txt", "a\0b", tmp_path / "a.txt")
        assert [article.body for article in articles] == ["One."]
        assert skipped[0].reason == "there is no such file or folder"
        assert len(skipped) == 2

    def test_file_without_permission_is_reported(self, read_bytes: Read, monkeypatch: pytest.MonkeyPatch) -> None:
        # Permissions do not bind the superuser, so the system's answer is played here.
        opened = Path.open

        def refuse(self: Path, mode: str = "r", **options: Any) -> Any:
            if "r" in mode:
                raise PermissionError(13, "Permission denied", str(self))
            return opened(self, mode, **options)

        monkeypatch.setattr(Path, "open", refuse)
        articles, skipped = read_bytes("b.txt", "Two.")
        assert not articles
        assert "Permission denied" in skipped[0].reason

    def test_text_file_over_the_limit_is_reported(self, read_bytes: Read, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("searchlib.ingest.content.FILE_LIMIT_BYTES", 2**20)
        assert "larger than 1 MiB" in only_reason(read_bytes("a.txt.gz", gzip.compress(b"a" * (2**20 + 1))))

    def test_json_file_over_the_limit_is_reported(self, read_bytes: Read, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("searchlib.ingest.content.FILE_LIMIT_BYTES", 2**20)
        data = json.dumps([{"body": "a" * 2**20}]).encode()
        assert "larger than 1 MiB, too much to be read as a whole; split it, or use JSON Lines" in only_reason(
            read_bytes("a.json", data)
        )

    def test_long_line_is_skipped_without_being_held(self, tmp_path: Path, read: Read) -> None:
        path = tmp_path / "a.jsonl.gz"
        with gzip.open(path, "wb", compresslevel=1) as file:
            file.write(b'{"id": "a", "body": "')
            for _ in range(200):
                file.write(b"a" * 2**20)
            file.write(b'"}\n{"id": "b", "body": "x"}\n')
        tracemalloc.start()
        articles, skipped = read(path)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert [article.id for article in articles] == ["b"]
        assert [(report.line, "longer than 64 MiB" in report.reason) for report in skipped] == [(1, True)]
        assert peak < 150 * 2**20


class TestFolders:
    def test_hidden_files_are_not_visited_but_may_be_named(self, tmp_path: Path, read: Read) -> None:
        (tmp_path / ".git").mkdir()
        (tmp_path / ".git" / "a.txt").write_text("One.")
        (tmp_path / ".b.txt").write_text("Two.")
        assert read(tmp_path) == ([], [])
        assert [article.id for article in read(tmp_path / ".b.txt")[0]] == [".b"]

    def test_loops_and_second_ways_are_reported(self, tmp_path: Path, read: Read) -> None:
        (tmp_path / "a").mkdir()
        (tmp_path / "a" / "n.txt").write_text("One.")
        (tmp_path / "a" / "up").symlink_to(tmp_path)
        (tmp_path / "x").symlink_to(tmp_path / "y")
        (tmp_path / "y").symlink_to(tmp_path / "x")
        (tmp_path / "z").symlink_to(tmp_path / "a")
        articles, skipped = read(tmp_path, tmp_path / "a" / "n.txt")
        assert [article.id for article in articles] == ["a/n"]
        assert [Path(report.path).name for report in skipped] == ["up", "x", "y", "z", "n.txt"]
        assert all("already reached" in skipped[number].reason for number in (0, 3, 4))

    def test_files_that_tell_no_format_are_passed_over_unless_they_are_named(self, tmp_path: Path, read: Read) -> None:
        (tmp_path / "a.png").write_text("One.")
        (tmp_path / "b.txt").write_text("Two.")
        passed_over: list[Skipped] = []
        articles, skipped = read(tmp_path, on_pass_over=passed_over.append)
        assert [article.id for article in articles] == ["b"]
        assert not skipped
        assert [report.path for report in passed_over] == [tmp_path / "a.png"]
        assert "does not tell the format" in only_reason(read(tmp_path / "a.png"))

    def test_indexes_are_passed_over_unless_they_are_named(self, tmp_path: Path, read: Read) -> None:
        with Index.create(tmp_path / "old" / "index") as index:
            index.add([Article("n1", "Yol", "")])
        (tmp_path / "b.txt").write_text("Two.")
        passed_over: list[Skipped] = []
        articles, skipped = read(tmp_path, on_pass_over=passed_over.append)
        assert [article.id for article in articles] == ["b"]
        assert not skipped
        assert [report.path for report in passed_over] == [tmp_path / "old" / "index"]
        assert "this folder is an index" in only_reason(read(tmp_path / "old" / "index"))


class TestProgress:
    def test_ends_with_everything_done(self, tmp_path: Path) -> None:
        (tmp_path / "n.txt").write_text("One.")
        (tmp_path / "b.jsonl.gz").write_bytes(packed := gzip.compress(TWO_ROWS))
        (tmp_path / "c.jsonl").write_text("{")
        seen: list[Progress] = []
        list(read_articles([tmp_path], on_skip=lambda _: None, on_progress=seen.append))
        total = 4 + len(packed) + 1
        assert seen[-1] == Progress(files_done=3, files_total=3, bytes_done=total, bytes_total=total, articles=3)
        assert [step.files_done for step in seen] == [1, 2, 3]

    def test_moves_within_a_large_file(self, tmp_path: Path) -> None:
        row = json.dumps({"body": "x" * 100_000}) + "\n"
        (tmp_path / "a.jsonl").write_text(row * 50)
        seen: list[Progress] = []
        list(read_articles([tmp_path], on_skip=lambda _: None, on_progress=seen.append))
        done = [step.bytes_done for step in seen]
        assert len(done) > 3
        assert done == sorted(done)
        assert done[-1] == len(row) * 50


def test_nothing_is_opened_before_the_first_article_is_asked_for() -> None:
    skipped: list[Skipped] = []
    articles = read_articles(["there-is-no-such-file.txt"], on_skip=skipped.append)
    assert not skipped
    assert list(articles) == []
    assert len(skipped) == 1


def test_one_path_in_place_of_several_is_the_callers_error() -> None:
    with pytest.raises(TypeError, match=r"write \['a.txt'\]"):
        read_articles("a.txt", on_skip=print)


def test_reading_without_on_skip_says_what_to_pass() -> None:
    with pytest.raises(TypeError, match=r"on_skip=print shows them, on_skip=skipped\.append keeps them"):
        read_articles(["in"])


def test_unknown_fields_are_refused_or_kept_and_nothing_else() -> None:
    with pytest.raises(ValueError, match="unknown_fields must be 'refuse' or 'extra', not 'drop'"):
        read_articles([], on_skip=print, unknown_fields="drop")  # type: ignore[arg-type]  # on purpose


def test_what_a_callback_raises_is_not_swallowed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("")

    def refuse(_: Skipped) -> None:
        raise OSError("the pipe is closed")

    with pytest.raises(OSError, match="the pipe is closed"):
        list(read_articles([tmp_path], on_skip=refuse))
    (tmp_path / "a.txt").rename(tmp_path / "a.png")
    with pytest.raises(OSError, match="the pipe is closed"):
        list(read_articles([tmp_path], on_skip=print, on_pass_over=refuse))


@pytest.mark.parametrize("input_format", InputFormat)
@given(data=st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda s: s.encode(errors="replace"))))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
def test_any_bytes_give_articles_or_reports(tmp_path: Path, data: bytes, input_format: InputFormat) -> None:
    path = tmp_path / "a"
    path.write_bytes(data)
    skipped: list[Skipped] = []
    articles = list(read_articles([path], on_skip=skipped.append, input_format=input_format))
    assert articles or skipped


@pytest.mark.parametrize("extension", PACKERS)
@given(data=st.binary(max_size=200), cut=st.integers(0, 300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
def test_any_damage_to_an_archive_gives_a_report(tmp_path: Path, data: bytes, cut: int, extension: str) -> None:
    packed = PACKERS[extension](TWO_ROWS)
    path = tmp_path / f"a.jsonl{extension}"
    path.write_bytes(packed[:cut] + data)
    skipped: list[Skipped] = []
    articles = list(read_articles([path], on_skip=skipped.append))
    assert articles or skipped
