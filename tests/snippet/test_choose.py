"""A snippet shows as many words of the query as its budget allows, and prose before anything else."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from searchlib.analysis.clusters import width
from searchlib.article import Article
from searchlib.marked_text import Snippet
from searchlib.matches import MatchKind
from searchlib.snippet.layout import Budget
from searchlib.snippet.marker import make_snippet
from searchlib.snippet.passages import Region
from searchlib.snippet.reading import Run
from tests.snippet.marked import marks_of

Kinds = Mapping[str, MatchKind]
FILLER = "Nothing happened here. " * 20


def snippet(
    text: str, words: str, *, title: str = "", columns: int = 240, kinds: Kinds = MappingProxyType({})
) -> Snippet:
    region = Region(Run(text, 0, is_opening=True, is_closing=True), marks_of(text, words.split(), kinds))
    found = make_snippet([region], Article("n1", title, "Body.", language="en"), Budget(columns, 3))
    assert width(found.marked.text) <= columns
    assert len(found.passages) <= 3
    return found


def shown(text: str, words: str, *, title: str = "", columns: int = 240) -> str:
    return str(snippet(text, words, title=title, columns=columns))


class TestCoverage:
    """Words that are not shown yet count before everything else."""

    def test_a_sentence_with_both_words_beats_one_that_repeats_the_first(self) -> None:
        text = "A road, a road and the road. The weather was fine. A road in Karabakh was opened."
        assert shown(text, "road Karabakh", columns=60) == "A **road** in **Karabakh** was opened."

    def test_a_second_passage_brings_what_the_first_lacks(self) -> None:
        text = f"The road is long. {FILLER}Karabakh waits for it."
        assert shown(text, "road Karabakh", columns=60) == "The **road** is long. … **Karabakh** waits for it."

    def test_two_sentences_that_complement_each_other_beat_the_best_one(self) -> None:
        text = f"Peace and treaty came. {FILLER}Peace and Baku stayed. {FILLER}Treaty, road and Karabakh grew."
        found = shown(text, "peace treaty Baku road Karabakh", columns=100)
        assert found == "**Peace** and **Baku** stayed. … **Treaty**, **road** and **Karabakh** grew."

    def test_a_long_sentence_is_cut_so_that_another_one_fits(self) -> None:
        text = f"The road {'and so on ' * 12}ends. {FILLER}Karabakh {'and so forth ' * 9}stays."
        found = shown(text, "road Karabakh", columns=100)
        assert "**road**" in found
        assert "**Karabakh**" in found

    def test_one_passage_is_enough_where_one_shows_everything(self) -> None:
        text = f"The road is long. {FILLER}Karabakh waits for the road. {FILLER}"
        assert len(snippet(text, "road Karabakh", columns=40).passages) == 1


class TestTies:
    """Where as many words are shown, the better match, the closer words, the earlier sentence win."""

    def test_an_exact_match_beats_an_inexact_one(self) -> None:
        text = f"The roads are long today. {FILLER}The road is longer today."
        found = snippet(text, "road roads", columns=26, kinds={"roads": MatchKind.FUZZY, "road": MatchKind.EXACT})
        assert "longer" in str(found)

    def test_words_that_stand_close_beat_words_far_apart(self) -> None:
        text = (
            "The road to the distant little town that nobody knows goes to Karabakh. "
            f"{FILLER}The Karabakh road was finally opened to all the people yesterday."
        )
        assert "Karabakh** **road" in shown(text, "road Karabakh", columns=80)

    def test_of_equal_sentences_the_first_is_shown(self) -> None:
        text = f"The road is long in May. {FILLER}The road is long in June."
        assert shown(text, "road", columns=40).startswith("The **road** is long in May.")


class TestJunk:
    """Tags, pleas, echoes and datelines lose against prose that shows less."""

    def test_a_line_of_tags(self) -> None:
        text = f"Tags: road, Karabakh, Baku, peace\n\n{FILLER}The road in Karabakh was opened in peace."
        assert shown(text, "road Karabakh peace").startswith("The **road** in **Karabakh**")

    def test_a_plea(self) -> None:
        text = f"Follow us for news of the road in Karabakh.\n\n{FILLER}The road in Karabakh was opened."
        assert shown(text, "road Karabakh").startswith("The **road** in")

    def test_stuffing(self) -> None:
        text = f"Karabakh, Karabakh road, Karabakh. {FILLER}The road in Karabakh was opened."
        assert shown(text, "road Karabakh").startswith("The **road** in")

    def test_an_echo_of_the_headline(self) -> None:
        title = "Road in Karabakh was opened"
        text = f"Road in Karabakh was opened.\n\n{FILLER}The road leads to Karabakh from Baku."
        assert shown(text, "road Karabakh", title=title).startswith("The **road** leads")

    def test_a_dateline_is_left_out(self) -> None:
        text = "BAKU, May 5, Report – The road was opened. It is long."
        assert shown(text, "road") == "The **road** was opened. It is long."

    def test_a_dateline_is_shown_where_nothing_else_matched(self) -> None:
        text = "BAKU, May 5, Report – The road was opened. It is long."
        assert shown(text, "BAKU") == "**BAKU**, May 5, Report – The road was opened. It is long."

    def test_tags_are_shown_where_nothing_else_matched(self) -> None:
        text = f"{FILLER}\n\nTags: road, Karabakh, Baku, peace"
        assert "**road**" in shown(text, "road")


class TestLead:
    """Where nothing of the body matched, its first prose is shown."""

    def test_the_first_sentences(self) -> None:
        assert shown("The road is long. It leads to Baku.", "") == "The road is long. It leads to Baku."

    def test_without_the_dateline_and_the_echo(self) -> None:
        text = "BAKU, May 5, Report – Road in Karabakh opened.\nThe ministry said so on Monday in Baku."
        found = shown(text, "", title="Road in Karabakh opened")
        assert found == "The ministry said so on Monday in Baku."

    def test_no_text_shows_nothing(self) -> None:
        assert snippet(" \n ", "").passages == ()

    def test_a_line_without_an_end_is_cut_at_a_word(self) -> None:
        assert shown("road " * 100_000, "", columns=20) == "road road road …"
