"""searchlib check: what is sound, what is damaged, and in which file."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def test_a_sound_index_is_told_in_one_line(run: Any, news: Path) -> None:
    result = run("check", "--index", news)
    assert (result.exit_code, result.stdout) == (0, f"{news} is sound: 5 articles in 1 segment\n")


def test_the_damaged_file_is_named_and_the_status_says_so(run: Any, own_news: Path) -> None:
    (path,) = own_news.glob("*.pst")
    data = bytearray(path.read_bytes())
    data[10] ^= 1
    path.write_bytes(data)
    result = run("check", "--index", own_news)
    assert result.exit_code == 5
    assert result.stdout.startswith(f"{path} is damaged in its section 'records'")
    assert result.stdout.count("\n") == 1


def test_settings_that_are_damaged(run: Any, own_news: Path) -> None:
    settings = own_news / "searchlib.json"
    settings.write_text(settings.read_text().replace("null", '["az"]'))
    result = run("check", "--index", own_news)
    assert result.exit_code == 5
    assert "searchlib.json is damaged" in result.stderr
    assert "remove the folder of the index, then run `searchlib index`" in result.stderr
