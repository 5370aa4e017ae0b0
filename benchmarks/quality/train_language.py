"""Train the character models that tell Azerbaijani, Turkish, Russian and English from each other and from the rest.

Run ``python -m benchmarks.quality.train_language`` with SEARCHLIB_DATA set to the folder of measuring data (default:
``../shared/data`` beside the checkout). Written are searchlib/analysis/data/ngrams.latin.tsv and ngrams.cyrillic.tsv;
the same data gives the same files, byte for byte. What is learned from:

- the four languages: real passages; for Azerbaijani, whose passages are all laws, and Turkish, of which there are few,
  documents of judged sets, too; and for Azerbaijani how often words occur in news, and nine of ten words of a list of
  word forms (each tenth is left for testing);
- other languages: sentences and word pairs with even numbers in the language test files; the odd ones are for testing.

A model gives the probability of a letter after up to four letters before it in its word: counts of n-grams, each
smoothed by the next shorter (MacKay and Peto, "A hierarchical Dirichlet language model", 1995). Words count less the
more frequent they are (short texts are made of rare words too), and less in a language that uses them less than the
others do (names and quotations). All models of a script share one table, of those n-grams that change the ratio
between models most.
"""

from __future__ import annotations

import gzip
import heapq
import json
import lzma
import math
import os
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from benchmarks.measuring_data import read_lines
from searchlib.analysis.ngrams import FOLDED_SUFFIX, UNITS_PER_BIT, read_letters
from searchlib.kernels.ngrams import BOUNDARY, LONGEST, UNKNOWN_LETTER

DATA = Path(os.environ.get("SEARCHLIB_DATA", "../shared/data"))
TARGET = Path("searchlib/analysis/data")

CHARACTERS_OF_PASSAGES = 3_300_000  # of each language; Turkish has no more
NEWS_TOKENS = 400_000  # what Azerbaijani news words are scaled to, as many as passages have of each language
DAMPING = 0.65  # exponent of a word's frequency; 0.5 loses sentences of other languages, 0.75 rare words
SMOOTHING = 4.0  # observations that the next shorter context is worth
LATIN_NGRAMS = 26_000
CYRILLIC_NGRAMS = 3_500
MIN_LETTER_SHARE = 1e-4  # a letter rarer than this in every language is not told apart
MAX_COST = 93  # printable ASCII characters after the first
MIN_COUNT = 2  # a word seen once in passages is as often a slip of the pen
LONGEST_WORD = 30
LONGEST_WHOLE_WORD = 4  # no longer word of any language stands in the table

FAMILIES = {
    "und-germanic": ("af", "da", "de", "is", "nb", "nl", "nn", "sv"),
    "und-romance": ("ca", "eo", "es", "fr", "it", "la", "pt", "ro"),
}
"""Other languages that a model of their own keeps from being taken for English; the rest share one."""

DOCUMENTS = {
    "az": ("rel_verses_paraphrase/docs_az.jsonl",),
    "tr": (
        "news_tr_ttc3600/docs.jsonl",
        "rel_tr_tquad/docs.jsonl",
        "rel_verses_paraphrase/docs_tr.jsonl",
        "rel_tr_squadtr_dev/docs.jsonl",
    ),
}
"""Documents of judged sets that are learned from, too."""

PARALLEL = {"az": 3, "tr": 4}
"""Columns of the table of sentences that say the same in several languages."""

TURKIC_CASING = ("az", "tr")
_TURKIC_I = str.maketrans({"İ": "i", "I": "ı"})
_FOLDED = str.maketrans("əğıöşüçâîû", "egiosucaiu")
_CYRILLIC = str.maketrans("abcçdeəfgğhxıijkqlmnoöprsştuüvyz", "абҹчдеәфҝғһхыижкглмноөпрсштуүвјз")
_WORD = re.compile(r"[^\W\d_]+")

Weights = dict[str, float]
"""Words of one language, or n-grams of one model, and how much each counts."""


def words(text: str, language: str) -> Iterator[str]:
    """Yield the words of a text in lower case, without abbreviations."""
    for word in _WORD.findall(unicodedata.normalize("NFC", text)):
        if (len(word) == 1 or not word.isupper()) and len(word) <= LONGEST_WORD:
            table = _TURKIC_I if language in TURKIC_CASING else {ord("İ"): "i"}
            yield word.translate(table).lower()


def passage_words() -> dict[str, Counter[str]]:
    """Count the words of the first passages of each of the four languages."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    seen: Counter[str] = Counter()
    with lzma.open(DATA / "perf" / "passages_300k.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            passage = json.loads(line)
            language = passage["lang"]
            if seen[language] < CHARACTERS_OF_PASSAGES:
                text = f"{passage['title']} {passage['text']}"
                seen[language] += len(text)
                counts[language].update(words(text, language))
    return {language: _usual(found) for language, found in counts.items()}


def document_words() -> dict[str, Counter[str]]:
    """Count the words of documents of judged sets."""
    counts: dict[str, Counter[str]] = {}
    for language, paths in DOCUMENTS.items():
        documents = (json.loads(line) for path in paths for line in read_lines(DATA / "relevance" / path))
        texts = (f"{document.get('title') or ''} {document['text']}" for document in documents)
        counts[language] = Counter(word for text in texts for word in words(text, language))
    for line in list(read_lines(DATA / "relevance" / "rel_sib200_parallel" / "sentences.tsv"))[1:]:
        for language, column in PARALLEL.items():
            counts[language].update(words(line.split("\t")[column], language))
    return {language: _usual(found) for language, found in counts.items()}


def _usual(counts: Counter[str]) -> Counter[str]:
    return Counter({word: count for word, count in counts.items() if count >= MIN_COUNT})


def news_words() -> Weights:
    """Return Azerbaijani words and how often they stand in news, scaled to ``NEWS_TOKENS``."""
    counts: Counter[str] = Counter()
    with gzip.open(DATA / "stem" / "az_frequency.txt.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            word, count = line.split()
            counts.update(dict.fromkeys(words(word, "az"), int(count)))
    scale = NEWS_TOKENS / counts.total()
    return {word: count * scale for word, count in counts.items()}


def listed_words() -> set[str]:
    """Return nine of ten Azerbaijani word forms of the list."""
    with lzma.open(DATA / "names" / "ascii_to_az_words.tsv.xz", "rt", encoding="utf-8") as lines:
        rows = list(lines)[1:]
    kept = (row.rstrip("\n").split("\t")[1] for number, row in enumerate(rows) if number % 10)
    return {word for form in kept for word in words(form, "az")}


def other_words() -> dict[str, Counter[str]]:
    """Count the words of each language that is none of the four, in lines with even numbers."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for kind in ("sentences", "word-pairs"):
        number: Counter[str] = Counter()
        with lzma.open(DATA / "language" / f"lingua_{kind}.tsv.xz", "rt", encoding="utf-8") as lines:
            for line in lines:
                language, text = line.rstrip("\n").split("\t", 1)
                number[language] += 1
                if number[language] % 2 == 0 and language not in {"az", "en", "ru", "tr"}:
                    counts[language].update(words(text, language))
    return dict(counts)


def merged(parts: Iterable[Mapping[str, float]]) -> Weights:
    """Return the sum of word weights."""
    total: Weights = defaultdict(float)
    for part in parts:
        for word, weight in part.items():
            total[word] += weight
    return dict(total)


def damped(counts: Mapping[str, Weights]) -> dict[str, Weights]:
    """Weigh words: less the more frequent, and less in a language that uses them less than the others do."""
    totals = {language: sum(weights.values()) for language, weights in counts.items()}
    shares = merged({w: n / totals[language] for w, n in c.items()} for language, c in counts.items())
    return {
        language: {w: n**DAMPING * (n / totals[language]) / shares[w] for w, n in weights.items()}
        for language, weights in counts.items()
    }


def translated(weights: Weights, table: dict[int, int]) -> Weights:
    """Return the weights of words whose letters are exchanged by a table."""
    return merged({word.translate(table): weight} for word, weight in weights.items())


def of_script(weights: Mapping[str, float], letters: frozenset[str]) -> Weights:
    """Return the words that have no letters but these."""
    return {word: weight for word, weight in weights.items() if letters.issuperset(word)}


def families_of(others: Mapping[str, Mapping[str, float]], letters: frozenset[str]) -> dict[str, Weights]:
    """Join the words of other languages that are mostly written in these letters, by family."""
    inside = {language: of_script(counts, letters) for language, counts in others.items()}
    own = [c for c, counts in inside.items() if sum(counts.values()) > 0.8 * sum(others[c].values())]
    families: dict[str, list[str]] = defaultdict(list)
    for language in own:
        families[next((f for f, codes in FAMILIES.items() if language in codes), "und")].append(language)
    return {family: merged(inside[code] for code in codes) for family, codes in families.items()}


def latin_models(passages: dict[str, Counter[str]], others: dict[str, Counter[str]]) -> dict[str, Weights]:
    """Return the word weights of each model for Latin letters."""
    letters = frozenset(read_letters("latin"))
    counts = {language: of_script(passages[language], letters) for language in ("en", "tr")}
    counts["az"] = of_script(merged([passages["az"], news_words()]), letters)
    families = families_of(others, letters)
    # A name in one language of a family is no name of the whole family: shares are those of all other languages.
    weights = damped({**counts, "und": merged(families.values())})
    rest = weights.pop("und")
    for family, words_of_family in families.items():
        weights[family] = {w: rest[w] * words_of_family[w] ** DAMPING for w in words_of_family}
    foreign = {word for language in ("en", "tr") for word in counts[language]} | rest.keys()
    listed: Weights = dict.fromkeys(listed_words() - foreign, 1.0)
    weights["az"] = merged([weights["az"], of_script(listed, letters)])
    folded = {language + FOLDED_SUFFIX: translated(weights[language], _FOLDED) for language in TURKIC_CASING}
    return {**weights, **folded}


def cyrillic_models(passages: dict[str, Counter[str]], others: dict[str, Counter[str]]) -> dict[str, Weights]:
    """Return the word weights of each model for Cyrillic letters; Azerbaijani is transliterated."""
    letters = frozenset(read_letters("cyrillic"))
    listed: Weights = dict.fromkeys(listed_words(), 1.0)
    counts: dict[str, Mapping[str, float]] = {"ru": passages["ru"], **families_of(others, letters)}
    counts["az"] = translated(merged([passages["az"], news_words(), listed]), _CYRILLIC)
    return damped({model: of_script(weights, letters) for model, weights in counts.items()})


class CharacterModel:
    """Probabilities of letters after letters, from weighted words.

    Args:
        weights: the words and how much each counts.
        alphabet: letters that are told apart.
    """

    def __init__(self, weights: Weights, alphabet: frozenset[str]) -> None:
        self.counts: Weights = defaultdict(float)
        for word, weight in weights.items():
            spelt = BOUNDARY + "".join(c if c in alphabet else UNKNOWN_LETTER for c in word) + BOUNDARY
            for end in range(2, len(spelt) + 1):
                for length in range(1, min(LONGEST, end) + 1):
                    self.counts[spelt[end - length : end]] += weight
        self.total = sum(weight for ngram, weight in self.counts.items() if len(ngram) == 1)
        self._contexts: Weights = defaultdict(float)
        for ngram, weight in self.counts.items():
            self._contexts[ngram[:-1]] += weight
        self._uniform = 1 / (len(alphabet) + 2)
        self._costs: dict[str, float] = {}

    def cost(self, ngram: str) -> float:
        """Return minus the binary logarithm of the probability of the last letter after those before it."""
        if ngram not in self._costs:
            shorter = 2 ** -self.cost(ngram[1:]) if len(ngram) > 1 else self._uniform
            seen = self.counts.get(ngram, 0.0) + SMOOTHING * shorter
            self._costs[ngram] = -math.log2(seen / (self._contexts.get(ngram[:-1], 0.0) + SMOOTHING))
        return self._costs[ngram]

    def share(self, ngram: str) -> float:
        """Return how often an n-gram occurs, per letter."""
        return self.counts.get(ngram, 0.0) / self.total


def alphabet_of(models: Mapping[str, Weights]) -> frozenset[str]:
    """Return the letters that are frequent enough in one language to be told apart."""
    found: set[str] = set()
    for weights in models.values():
        letters = merged(dict.fromkeys(word, weight) for word, weight in weights.items())
        total = sum(weight * len(word) for word, weight in weights.items())
        found |= {letter for letter, weight in letters.items() if weight > MIN_LETTER_SHARE * total}
    return frozenset(found)


def informative(models: Mapping[str, CharacterModel], size: int, whole_words: frozenset[str]) -> list[str]:
    """Choose the n-grams that change the ratio between the models most where they occur, sorted."""
    single = {ngram for model in models.values() for ngram in model.counts if len(ngram) == 1}
    single |= {BOUNDARY, UNKNOWN_LETTER}
    shares = merged({g: n / model.total for g, n in model.counts.items() if len(g) > 1} for model in models.values())
    floor = 3 / max(model.total for model in models.values())
    candidates = sorted(g for g, share in shares.items() if share >= floor and g not in whole_words)
    gains = {ngram: _gain(ngram, ngram[1:], models) for ngram in candidates}
    likely = set(heapq.nlargest(size * 8 // 5, gains, key=gains.__getitem__)) | single
    # What an n-gram changes depends on which shorter one would stand in for it.
    gains = {ngram: _gain(ngram, _stand_in(ngram, likely), models) for ngram in sorted(likely - single)}
    return sorted(single | set(heapq.nlargest(size - len(single), gains, key=gains.__getitem__)))


def _stand_in(ngram: str, kept: set[str]) -> str:
    return next(ngram[start:] for start in range(1, len(ngram)) if ngram[start:] in kept)


def _gain(ngram: str, shorter: str, models: Mapping[str, CharacterModel]) -> float:
    changes = [model.cost(shorter) - model.cost(ngram) for model in models.values()]
    mean = sum(changes) / len(changes)
    return sum(model.share(ngram) * abs(change - mean) for model, change in zip(models.values(), changes, strict=True))


def write_table(path: Path, word_weights: Mapping[str, Weights], size: int) -> None:
    """Train the models of one script and write their table: n-gram, tab, one character for each model."""
    names = sorted(word_weights)
    alphabet = alphabet_of(word_weights)
    models = {name: CharacterModel(word_weights[name], alphabet) for name in names}
    every_word = {word for weights in word_weights.values() for word in weights}
    whole_words = frozenset(word for word in every_word if LONGEST_WHOLE_WORD < len(word) <= LONGEST)
    lines = ["ngram\t" + " ".join(names)]
    for ngram in informative(models, size, whole_words):
        costs = (min(MAX_COST, round(model.cost(ngram) * UNITS_PER_BIT)) for model in models.values())
        lines.append(f"{ngram}\t{''.join(chr(ord('!') + cost) for cost in costs)}")
    path.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{path}: {len(lines) - 1} n-grams under {', '.join(names)}; {path.stat().st_size:,} bytes")


def main() -> None:
    """Train and write both tables."""
    passages = passage_words()
    others = other_words()
    learned = {**passages, **{language: passages[language] + found for language, found in document_words().items()}}
    write_table(TARGET / "ngrams.latin.tsv", latin_models(learned, others), LATIN_NGRAMS)
    write_table(TARGET / "ngrams.cyrillic.tsv", cyrillic_models(passages, others), CYRILLIC_NGRAMS)


if __name__ == "__main__":
    main()
