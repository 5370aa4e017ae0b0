"""With the library's constants the model in memory ranks as an index on disk does."""

from collections.abc import Iterator

import numpy as np
import pytest

from benchmarks.quality.judgements import DEPTH, ndcg
from benchmarks.quality.memory_index import MemoryIndex
from benchmarks.quality.relevance_sets import Query, RelevanceSet
from benchmarks.quality.scoring_model import Evaluator, Model, largest, own_idf, surplus_idf, union, weighted_sum
from searchlib import Article, Index

TEXTS = [
    "Qarabağda yeni yol açıldı. Yolun uzunluğu on kilometrdir.",
    "Yol polisi sürücülərə xəbərdarlıq etdi.",
    "Bakıda yeni film göstərildi, filmin rejissoru məlum deyil.",
    "Filmçilər Qarabağa getdilər.",
    "Bazarda qiymətlər artdı, alıcılar narazıdır, satıcılar susur.",
    "Yollar bağlıdır: qar yağır, yolda maşınlar qalıb.",
    "Şəhərin küçələri boşdur.",
]
QUERIES = ["yol", "yeni film", "qarabag yolu", "şəhərdə qar", "filmlər yolda", "bazar bazar qiyməti"]
ALL_GRADES = {number: 1 + number for number in range(len(TEXTS))}


@pytest.fixture(scope="module")
def evaluator() -> Evaluator:
    queries = [Query(text, ALL_GRADES) for text in QUERIES]
    return Evaluator(RelevanceSet("test", "az", TEXTS, queries, is_plain=False), MemoryIndex(TEXTS, "az"))


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with Index.create(tmp_path_factory.mktemp("index") / "i", languages=["az", "en", "ru", "tr"]) as made:
        made.add(Article(str(number), "", text, language="az") for number, text in enumerate(TEXTS))
        yield made


def test_it_ranks_as_the_index_does(evaluator: Evaluator, index: Index) -> None:
    # Every grade differs, so nDCG does too where two of the first ten change places.
    found = [[int(hit.article.id) for hit in index.search(query, limit=DEPTH)] for query in QUERIES]
    assert all(found)
    assert evaluator.ndcgs(Model()).tolist() == pytest.approx([ndcg(rows, ALL_GRADES) for rows in found])


@pytest.mark.parametrize(
    "model", [Model(bonus=own_idf), Model(bonus=surplus_idf, doc_frequency=weighted_sum), Model(doc_frequency=union)]
)
def test_other_forms_find_the_same_articles(evaluator: Evaluator, model: Model) -> None:
    assert ((evaluator.ndcgs(Model()) > 0) == (evaluator.ndcgs(model) > 0)).all()


def test_what_weighs_nothing_is_not_found(evaluator: Evaluator) -> None:
    model = Model()
    for kind in ("inflection", "root", "fold", "variant"):
        model = model.with_constant(kind, 0.0)
    number = QUERIES.index("filmlər yolda")
    assert evaluator.ndcgs(model)[number] < evaluator.ndcgs(Model())[number]


def test_a_union_lies_between_the_largest_term_and_the_sum() -> None:
    for query in QUERIES:
        for group in MemoryIndex(TEXTS, "az").groups(query):
            ones = np.ones(len(group.reasons))
            assert largest(group, ones) <= union(group, ones) <= weighted_sum(group, ones)
