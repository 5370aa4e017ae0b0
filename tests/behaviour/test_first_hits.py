"""What a reader expects to stand first, and what not to be found at all."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from searchlib import Article, Index

ARTICLES = [
    Article("ru-children", "", "Дети играли во дворе. Она тут ела суп.", language="ru"),
    Article("az-cyrillic", "", "О деди ки, бу јолдур. Деди вә ҝетди.", language="az"),
    Article("az-said", "", "O dedi ki, bu yoldur. Onlar gəldilər, tutdu.", language="az"),
    Article("en-aliyev", "", "Ilham Aliyev met the guests.", language="en"),
    Article("ru-aliyev", "", "Президент Ильхам Алиев принял гостей. Речь Ильхама Алиева.", language="ru"),
    Article("az-aliyev", "", "İlham Əliyev qonaqları qəbul etdi.", language="az"),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with Index.create(tmp_path_factory.mktemp("news") / "index") as made:
        made.add(ARTICLES)
        yield made


def found(index: Index, query: str) -> list[str]:
    return [hit.article.id for hit in index.search(query)]


@pytest.mark.parametrize("query", ["дети", "она", "тут", "детей"])
def test_a_russian_word_is_not_read_with_azerbaijani_endings(query: str, index: Index) -> None:
    assert found(index, query) == ["ru-children"]


@pytest.mark.parametrize("query", ["деди", "јолда", "ҝетдиләр"])
def test_an_azerbaijani_word_in_cyrillic_letters_is(query: str, index: Index) -> None:
    assert "az-cyrillic" in found(index, query)


@pytest.mark.parametrize(
    ("query", "first"),
    [('"Ilham Aliyev"', "en-aliyev"), ('"İlham Əliyev"', "az-aliyev"), ('"Ильхам Алиев"', "ru-aliyev")],
)
def test_a_phrase_as_it_is_typed_comes_before_its_other_spellings(query: str, first: str, index: Index) -> None:
    ids = found(index, query)
    assert ids[0] == first
    assert set(ids) == {"en-aliyev", "az-aliyev", "ru-aliyev"}


@pytest.mark.parametrize("query", ["lang:AZ dedi", "lang:az dedi"])
def test_a_language_may_be_written_in_capitals(query: str, index: Index) -> None:
    assert found(index, query) == ["az-said", "az-cyrillic"]
