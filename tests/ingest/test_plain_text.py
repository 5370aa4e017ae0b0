from __future__ import annotations

import datetime as dt
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.errors import ArticleError
from searchlib.ingest.plain_text import article_from_text
from tests.ingest.conftest import Read
from tests.strategies import news_text

LEAD_EN = "The new bridge over the river was opened to traffic this morning, the transport ministry said."
LEAD_AZ = "Çayın üzərindəki yeni körpü bu səhər nəqliyyatın üzünə açılıb, nazirlik bu barədə məlumat yayıb."
LEAD_TR = "Nehrin üzerindeki yeni köprü bu sabah trafiğe açıldı, bakanlık yazılı bir açıklama yaptı."
LEAD_RU = "Новый мост через реку открыли сегодня утром для движения, сообщили в министерстве транспорта."


class TestSeeds:
    """The four articles of the measuring data come out as a person would enter them."""

    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("000", (dt.date(2022, 7, 30), "Laman Ismayilova", "Azernews", "", {})),
            ("001", (dt.date(2025, 5, 16), "Laman Ismayilova", None, "", {"time": "17:37+04:00"})),
            (
                "002",
                (
                    None,
                    "Fidan Abdullayeva",
                    None,
                    "AzerbaijanFilm boosts with int’l partnership",
                    {"section": ["Azerbaijan", "Culture"]},
                ),
            ),
            (
                "003",
                (
                    dt.date(2021, 1, 30),
                    None,
                    "TASS",
                    "Azerbaijan, Turkey discuss military-technical cooperation",
                    {"place": "BAKU"},
                ),
            ),
        ],
    )
    def test_head(self, shared_data: Path, read: Read, name: str, expected: tuple[object, ...]) -> None:
        articles, skipped = read(*sorted((shared_data / "seeds").glob(f"{name}*.txt")))
        assert not skipped
        (article,) = articles
        assert (article.date, article.author, article.source, article.title, article.extra) == expected

    def test_body_holds_the_text_and_nothing_else(self, shared_data: Path, read: Read) -> None:
        articles, _ = read(shared_data / "seeds")
        ends = [(article.body.split()[:3], article.body.split()[-3:]) for article in articles]
        assert ends == [
            (["Azerbaijan", "and", "Turkiye"], ["of", "the", "conflict."]),
            (["Azerbaijan", "and", "Turkiye"], ["enhancing", "of", "cooperation."]),
            (["AzerbaijanFilm", "studio", "is"], ["Latin", "American", "countries."]),
            (["Azerbaijani", "Defense", "Minister"], ["of", "those", "killed."]),
        ]
        assert all(not article.body.endswith(("Ismayilova", "Abdullayeva")) for article in articles)
        assert all("/TASS/" not in article.body for article in articles)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"New bridge opened\n\n{LEAD_EN}", {"title": "New bridge opened"}),
        *[
            (f"New bridge opened\n{line}\n\n{LEAD_EN}", {"title": "New bridge opened", "date": "2024-03-05", **named})
            for line, named in [
                ("By John Smith, 5 March 2024", {"author": "John Smith"}),
                ("By John Smith | March 5, 2024", {"author": "John Smith"}),
                ("John Smith — Tuesday, 5 March 2024", {"author": "John Smith"}),
                ("By Azernews · 05.03.2024", {"source": "Azernews"}),
                ("By John Smith\nMarch 5, 2024", {"author": "John Smith"}),
                ("John Smith\n5 March 2024", {"author": "John Smith"}),
            ]
        ],
        (
            f"Yeni körpü açıldı\nAysel Qasımova, 5 mart 2024, 10:20\n\nBakı, 5 mart, AZƏRTAC\n{LEAD_AZ}",
            {
                "title": "Yeni körpü açıldı",
                "date": "2024-03-05",
                "source": "AZƏRTAC",
                "author": "Aysel Qasımova",
                "extra": {"time": "10:20", "place": "Bakı"},
            },
        ),
        (f"New bridge opened\n16 May 2025\n{LEAD_EN}", {"title": "New bridge opened", "date": "2025-05-16"}),
        (f"date 2024-03-05 By Azernews\n\n{LEAD_EN}", {"date": "2024-03-05", "source": "Azernews"}),
        (f"date 2024-03-05 By Aysel Qasımova\n\n{LEAD_EN}", {"date": "2024-03-05", "author": "Aysel Qasımova"}),
        (f"date 2024-03-05\n\nZiya Barlas\n\n{LEAD_EN}", {"date": "2024-03-05", "author": "Ziya Barlas"}),
        (f"Aysel Qasımova\n\n{LEAD_AZ}", {"author": "Aysel Qasımova"}),
        (f"By Aysel Qasımova, Trend:\n\n{LEAD_EN}", {"author": "Aysel Qasımova", "source": "Trend"}),
        (
            f"Bütün xəbərlər\nAna səhifə » Cəmiyyət » Yeni körpü açıldı\nYeni körpü açıldı\n\n{LEAD_AZ}",
            {"title": "Yeni körpü açıldı", "extra": {"section": ["Cəmiyyət"]}},
        ),
        (
            f"Ana Sayfa > Gündem\n\nYeni köprü açıldı\n\n16.05.2025 - 17:37\n\nANKARA (AA) – {LEAD_TR}",
            {
                "title": "Yeni köprü açıldı",
                "date": "2025-05-16",
                "source": "AA",
                "extra": {"section": ["Gündem"], "time": "17:37", "place": "ANKARA"},
            },
        ),
        (
            f"Все новости\n\nВ городе открыли мост\n\nБАКУ, 5 марта. /ТАСС/. {LEAD_RU}\n\nАвтор: Иван Петров",
            {
                "title": "В городе открыли мост",
                "source": "ТАСС",
                "author": "Иван Петров",
                "extra": {"place": "БАКУ"},
            },
        ),
        (
            f"Yeni körpü açıldı\n\nBakı, 9 noyabr, AZƏRTAC\n\n{LEAD_AZ}\n\nMüəllif: Aysel Qasımova",
            {
                "title": "Yeni körpü açıldı",
                "source": "AZƏRTAC",
                "author": "Aysel Qasımova",
                "extra": {"place": "Bakı"},
            },
        ),
    ],
)
def test_head_is_kept_out_of_the_body(text: str, expected: dict[str, object]) -> None:
    values = article_from_text(text, "n1").to_dict()
    assert values.pop("body") in {LEAD_EN, LEAD_AZ, LEAD_TR, LEAD_RU}
    assert values == {"id": "n1", "title": "", **expected}


@pytest.mark.parametrize(
    "text",
    [
        LEAD_EN,
        f"{LEAD_EN}\n\n{LEAD_RU}",
        f"The mayor spoke first.\n\n{LEAD_EN}",
        f"Here is what he said:\n\n{LEAD_EN}",
        f"- first item\n- second item\n\n{LEAD_EN}",
        "one short line",
        "three short lines\nof a poem\nand no more",
        "date 2024-03-05",
        "BAKU, January 30. /TASS/.",
        f"By the river\nstood a house\n\n{LEAD_EN}",
        f"{LEAD_EN}\n\nAbout the bridge",
        f"{LEAD_EN}\n\nAbout New Bridges",
        f"The treaty of Baku, 5 March 2024\n{LEAD_EN}",
        f"By the river, 5 March 2024\n{LEAD_EN}",
    ],
)
def test_text_without_a_head_comes_through_whole(text: str) -> None:
    article = article_from_text(text, "n1")
    assert (article.title, article.body) == ("", text)
    assert article.author is None


def test_decomposed_text_is_read_alike() -> None:
    text = f"date 2021-11-10 By Azernews\n\nBy Лейла Майская\n\nБАКУ, 5 мая. /ТАСС/. Ёлки и {LEAD_RU} Её зовут Зайка."
    article = article_from_text(unicodedata.normalize("NFD", text), "n1")
    assert (article.author, article.source, article.extra) == ("Лейла Майская", "Azernews", {"place": "БАКУ"})
    assert article.body == unicodedata.normalize("NFD", f"Ёлки и {LEAD_RU} Её зовут Зайка.")


def test_sentence_broken_by_a_link_is_no_headline() -> None:
    text = f"Yesterday\nthe mayor\nsaid that it was late. {LEAD_EN}\nThen he left."
    assert article_from_text(text, "n1").body.split() == text.split()


def test_headline_may_begin_with_a_quotation() -> None:
    article = article_from_text(f"“Three years of work”: new bridge opened\n\n{LEAD_EN}", "n1")
    assert article.title == "“Three years of work”: new bridge opened"


def test_person_of_whom_the_text_speaks_is_the_title_and_not_the_author() -> None:
    article = article_from_text(f"Aysel Qasımova\n\n{LEAD_EN} Qasımova cut the ribbon.", "n1")
    assert (article.title, article.author) == ("Aysel Qasımova", None)


def test_summary_between_title_and_dateline_stays_in_the_body() -> None:
    text = f"New bridge opened\n\nTraffic will be lighter from now on\n\nBAKU, January 30. /TASS/. {LEAD_EN}"
    article = article_from_text(text, "n1")
    assert article.title == "New bridge opened"
    assert article.body == f"Traffic will be lighter from now on\n\n{LEAD_EN}"


class TestYearOfADateline:
    """A dateline's year is that of the same day in the text, and never a guess."""

    def test_same_day_with_a_year_gives_the_year(self) -> None:
        article = article_from_text(f"BAKU, January 30. /TASS/. {LEAD_EN} It was built until January 30, 2019.", "n1")
        assert article.date == dt.date(2019, 1, 30)

    @pytest.mark.parametrize(
        "sentence",
        [
            "It was built in 2019.",
            "It was planned on January 29, 2019.",
            "It was planned on January 30, 2018, and built until January 30, 2019.",
            "It was planned on January 30, 2018, and built in 2019.",
        ],
    )
    def test_anything_less_gives_no_date(self, sentence: str) -> None:
        assert article_from_text(f"BAKU, January 30. /TASS/. {LEAD_EN} {sentence}", "n1").date is None


def test_closing_author_of_another_name_stays() -> None:
    article = article_from_text(f"By Aysel Qasımova\n\n{LEAD_EN}\n\nAbout Fuad Rzayev", "n1")
    assert article.author == "Aysel Qasımova"
    assert article.body.endswith("About Fuad Rzayev")


def is_subsequence(part: list[str], whole: list[str]) -> bool:
    words = iter(whole)
    return all(word in words for word in part)


class TestAnyText:
    """Nothing is added, moved or changed: the words of the body stand in the source in this order."""

    @given(
        st.lists(
            st.one_of(
                news_text(),
                st.sampled_from(
                    HEADS := [
                        "date 2022-07-30 By Azernews",
                        "By Aysel Qasımova",
                        "Home / News / A",
                        "All news",
                        "Bakı, 9 noyabr, AZƏRTAC",
                        "BAKU, January 30. /TASS/. Text.",
                        "About Aysel Qasımova",
                        "",
                        LEAD_EN,
                        "Title",
                    ]
                ),
            ),
            max_size=8,
        ).map("\n".join)
    )
    def test_words_of_the_body_are_words_of_the_source(self, text: str) -> None:
        try:
            article = article_from_text(text, "n1")
        except ArticleError:
            assert not text.strip() or "\ud800" in text
        else:
            assert is_subsequence(article.body.split(), text.split())

    @given(st.lists(st.text("abcçəğışüабвё ", min_size=1).filter(str.strip).map(lambda s: f"{s.strip()}."), min_size=1))
    def test_lines_that_are_sentences_all_stay(self, lines: list[str]) -> None:
        assert article_from_text("\n\n".join(lines), "n1").body == "\n\n".join(lines)
