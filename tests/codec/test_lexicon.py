"""What a lexicon file was given it gives back, and a damaged one is told, never read past its end."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.codec import lexicon
from searchlib.codec.lexicon import LexiconReader, LexiconWriter, frequent_terms
from searchlib.codec.section_file import SectionFile, SectionFileWriter
from searchlib.codec.vocabulary import TermFacts, Vocabulary, write_terms
from searchlib.errors import IndexCorruptError
from searchlib.lexicon.variants import hearing
from tests import strategies

TERMS = st.one_of(strategies.news_word(), st.text(min_size=1, max_size=5)).filter(
    lambda term: not any("\ud800" <= ch <= "\udfff" or ch == "\U0010ffff" for ch in term)
)
LANGUAGES = st.frozensets(st.sampled_from(["az", "en", "ru", "tr", "und", "zh"]))
FACTS = st.builds(TermFacts, st.integers(1, 0xFFFFFFFF), st.integers(-0x7FFFFFFF, 0x7FFFFFFF), LANGUAGES)
TAGS = st.sampled_from(["s:az", "r:en", "f:", "a", "h"])
VOCABULARIES = st.dictionaries(TERMS, FACTS, max_size=12)

SMALL = {
    "bağ": TermFacts(3, 1, frozenset({"az", "tr"})),
    "film": TermFacts(2, 0, frozenset({"en"})),
    "фильм": TermFacts(1, 1, frozenset({"ru"})),
    "😀": TermFacts(1, -9, frozenset()),
}
KEYS = {"s:az:bağ": [0], "s:en:film": [1], "a:flm": [1, 2], "a:flm?": [0, 1, 2, 3], "h:film": [3]}
SOUNDS = {("F.LM", "filmL"): [1, 2], ("B.H", "baxT"): [0]}
KINDS = ["fold", "inflection"]


def write(path: Path, facts: Mapping[str, TermFacts], keys: Mapping[str, list[int]]) -> LexiconReader:
    """Write a lexicon, with some sounds if there are terms enough, beside a file of its terms."""
    vocabulary = Vocabulary.of(facts)
    write_terms(vocabulary, path.with_suffix(".trm"))
    writer = LexiconWriter(vocabulary, {"az": "7"}, KINDS)
    for key, ords in keys.items():
        for term_ord in ords:
            writer.add_key(key, term_ord)
    for (group, sounds), ords in SOUNDS.items() if len(facts) == len(SMALL) else ():
        for term_ord in ords:
            writer.add_sounds(group, sounds, term_ord)
    writer.write(path)
    return LexiconReader(path)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


@pytest.fixture(scope="module")
def small(folder: Path) -> bytes:
    write(folder / "small.lex", SMALL, KEYS)
    return (folder / "small.lex").read_bytes()


def ask_everything(reader: LexiconReader) -> None:
    """Call every method that reads the file."""
    for term_ord in range(len(reader)):
        reader.facts(term_ord)
        reader.name_votes(term_ord)
    for word in ("film", "bağ", "yol", "", "😀"):
        reader.find(word)
        frequent_terms([reader], word, None, 9)
        reader.within_edits(word, 2, reader.initials)
    for key in (*KEYS, "s:ru:фильм"):
        for term_ord in reader.term_ords(key):
            reader.term(term_ord)
        reader.related([key])
    for group, _ in SOUNDS:
        reader.sounds(group, hearing())
    list(reader.terms())
    list(reader.check())


class TestRoundTrip:
    """A reader gives back what the writer was given."""

    @given(VOCABULARIES)
    def test_terms_and_facts(self, folder: Path, facts: dict[str, TermFacts]) -> None:
        reader = write(folder / "facts.lex", facts, {})
        assert list(reader.terms()) == sorted(facts)
        assert len(reader) == len(facts)
        assert reader.rules == {"az": "7"}
        assert set(reader.languages) == {code for known in facts.values() for code in known.languages}
        for term, known in facts.items():
            term_ord = reader.find(term)
            assert term_ord is not None
            assert reader.term(term_ord) == term
            assert reader.facts(term_ord) == known
            assert reader.count(term_ord) == known.count
        assert list(reader.check()) == []

    @given(VOCABULARIES, TERMS)
    def test_a_term_that_was_not_written_is_not_found(
        self, folder: Path, facts: dict[str, TermFacts], term: str
    ) -> None:
        reader = write(folder / "absent.lex", {known: facts[known] for known in facts if known != term}, {})
        assert reader.find(term) is None
        assert reader.find("") is None

    @given(st.data())
    def test_keys(self, folder: Path, data: st.DataObject) -> None:
        ords = st.lists(st.integers(0, len(SMALL) - 1), unique=True, min_size=1).map(sorted)
        key = st.tuples(TAGS, TERMS | st.sampled_from(sorted(SMALL))).map(":".join)
        keys = data.draw(st.dictionaries(key, ords, max_size=8))
        reader = write(folder / "keys.lex", SMALL, keys)
        assert {key: reader.term_ords(key) for key in keys} == keys
        assert list(reader.check()) == []
        absent = data.draw(key.filter(lambda key: key not in keys))
        assert reader.term_ords(absent) == []

    @given(VOCABULARIES, st.data())
    def test_prefixed_is_what_begins_with_it(
        self, folder: Path, facts: dict[str, TermFacts], data: st.DataObject
    ) -> None:
        reader = write(folder / "prefixed.lex", facts, {})
        term = data.draw(st.sampled_from(sorted(facts))) if facts else "film"
        prefix = data.draw(st.just(term[: data.draw(st.integers(0, len(term)))]) | TERMS)
        found = frequent_terms([reader], prefix, None, 99)
        assert found == [known for known in sorted(facts) if known.startswith(prefix)]

    @given(VOCABULARIES)
    def test_the_vocabulary(self, folder: Path, facts: dict[str, TermFacts]) -> None:
        followers = {term: set(facts) for term in list(facts)[:2]}
        vocabulary = Vocabulary.of(facts, followers)
        path = folder / "vocabulary.lex"
        write_terms(vocabulary, path.with_suffix(".trm"))
        writer = LexiconWriter(vocabulary, {}, [])
        for first, second in zip(*vocabulary.followers, strict=True):
            writer.add_key(f"h:{vocabulary.term(first)}", second)
        writer.write(path)
        assert LexiconReader(path).vocabulary() == vocabulary

    def test_sounds(self, folder: Path) -> None:
        reader = write(folder / "sounds.lex", SMALL, {})
        for (group, sounds), ords in SOUNDS.items():
            assert (sounds, ords) in reader.sounds(group, hearing())

    def test_the_kinds_that_it_was_built_for(self, folder: Path) -> None:
        assert write(folder / "kinds.lex", SMALL, {}).kinds == frozenset(KINDS)

    def test_a_key_added_twice_for_one_term_leads_to_it_once(self, folder: Path) -> None:
        assert write(folder / "twice.lex", SMALL, {"a:k": [1, 1, 3]}).term_ords("a:k") == [1, 3]

    def test_terms_that_are_not_those_beside_it_are_refused(self, folder: Path) -> None:
        path = folder / "other.lex"
        write_terms(Vocabulary.of({"yol": SMALL["film"]}), path.with_suffix(".trm"))
        with pytest.raises(ValueError, match="are not those of its lexicon"):
            LexiconWriter(Vocabulary.of(SMALL), {}, []).write(path)

    @pytest.mark.parametrize("count", [1, 8, 9, 62])
    def test_any_number_of_languages_up_to_sixty_two(self, folder: Path, count: int) -> None:
        codes = [f"l{number}" for number in range(count)]
        facts = {code: TermFacts(1, 0, frozenset({code, codes[0]})) for code in codes}
        reader = write(folder / "languages.lex", facts, {})
        assert reader.languages == tuple(sorted(codes))
        assert {term: reader.facts(term_ord) for term_ord, term in enumerate(reader.terms())} == facts

    def test_more_languages_are_refused(self) -> None:
        with pytest.raises(ValueError, match="at most 62 languages"):
            Vocabulary.of({"yol": TermFacts(1, 0, frozenset(f"l{number}" for number in range(63)))})

    def test_votes_too_many_for_the_file_are_the_most_that_fit(self, folder: Path) -> None:
        reader = write(folder / "votes.lex", {"və": TermFacts(1, 1 << 33, frozenset())}, {})
        assert reader.facts(0) == TermFacts(1, 0x7FFFFFFF, frozenset())

    def test_within_edits_gives_ranks_and_distances(self, folder: Path) -> None:
        reader = write(folder / "edits.lex", SMALL, {})
        assert reader.within_edits("flim", 1) == [(1, 1)]
        assert reader.within_edits("фильмы", 2) == [(2, 1)]

    def test_within_edits_looks_only_at_terms_that_begin_with_some_letters(self, folder: Path) -> None:
        reader = write(folder / "edits.lex", SMALL, {})
        everything = reader.within_edits("flim", 4)
        assert reader.within_edits("flim", 4, "f") == [one for one in everything if reader.term(one[0])[0] == "f"]
        assert reader.within_edits("flim", 4, "") == reader.within_edits("flim", 4, "z") == []

    def test_initials_are_the_letters_with_which_terms_begin(self, folder: Path) -> None:
        reader = write(folder / "initials.lex", SMALL, {})
        assert reader.initials == tuple(sorted({term[0] for term in SMALL}))
        assert write(folder / "no.lex", {}, {}).initials == ()

    def test_a_term_beyond_the_last_is_an_index_error(self, folder: Path) -> None:
        reader = write(folder / "beyond.lex", SMALL, {})
        for method in (reader.term, reader.count, reader.facts):
            with pytest.raises(IndexError):
                method(len(SMALL))

    def test_writing_leaves_no_temporary_file_even_if_it_fails(self, tmp_path: Path) -> None:
        with pytest.raises(IndexCorruptError):
            LexiconWriter(Vocabulary.of(SMALL), {}, []).write(tmp_path / "bad.lex")
        assert list(tmp_path.iterdir()) == []


class TestDamage:
    """A damaged file is an IndexCorruptError that names it."""

    def test_cut_off_anywhere(self, folder: Path, small: bytes) -> None:
        path = beside_its_terms(folder / "cut.lex")
        for length in range(len(small)):
            path.write_bytes(small[:length])
            with pytest.raises(IndexCorruptError, match="index the articles anew") as caught:
                LexiconReader(path)
            assert caught.value.path == path

    def test_with_something_behind_its_end(self, folder: Path, small: bytes) -> None:
        beside_its_terms(folder / "long.lex").write_bytes(small + b"\0" * 8)
        with pytest.raises(IndexCorruptError):
            LexiconReader(folder / "long.lex")

    def test_missing_or_a_folder(self, folder: Path) -> None:
        for path in (folder / "nowhere.lex", folder):
            with pytest.raises(IndexCorruptError):
                LexiconReader(path)

    def test_any_changed_byte_is_found_by_check(self, folder: Path, small: bytes) -> None:
        path = beside_its_terms(folder / "changed.lex")
        for place in range(len(small)):
            path.write_bytes(flipped(small, place, 0x55))
            assert problems_of(path)

    def test_any_byte_of_a_section_gives_an_answer_or_the_error(self, folder: Path, small: bytes) -> None:
        for name, data in sections_of(folder, small).items():
            for place in range(len(data)):
                for bits in (0x01, 0x80, 0xFF):
                    sections = sections_of(folder, small) | {name: flipped(data, place, bits)}
                    with suppress(IndexCorruptError):
                        ask_everything(rewrite(folder / "section.lex", sections, {}))

    @given(st.data())
    def test_several_bytes_of_several_sections(self, folder: Path, small: bytes, data: st.DataObject) -> None:
        sections = sections_of(folder, small)
        for name in data.draw(st.lists(st.sampled_from(sorted(sections)), unique=True, min_size=1)):
            start = data.draw(st.integers(0, len(sections[name])))
            noise = data.draw(st.binary(max_size=len(sections[name]) - start))
            sections[name] = sections[name][:start] + noise + sections[name][start + len(noise) :]
        with suppress(IndexCorruptError):
            ask_everything(rewrite(folder / "noise.lex", sections, {}))

    @pytest.mark.parametrize(
        "facts",
        [
            {"terms": 5},
            {"terms": 3},
            {"terms": -1},
            {"terms": "4"},
            {"terms": None},
            {"languages": 7},
            {"languages": None},
            {"tags": None},
            {"sound_letters": 7},
            {"sound_letters": "a" * 65},
            {"kinds": None},
            {"rules": 7},
        ],
    )
    def test_facts_that_make_no_sense(self, folder: Path, small: bytes, facts: dict[str, Any]) -> None:
        with pytest.raises(IndexCorruptError, match="index the articles anew"):
            rewrite(folder / "facts.lex", sections_of(folder, small), facts)

    @pytest.mark.parametrize("name", sorted(lexicon._SECTIONS))
    def test_a_section_that_is_missing_or_of_another_size(self, folder: Path, small: bytes, name: str) -> None:
        sections = sections_of(folder, small)
        without = {other: data for other, data in sections.items() if other != name}
        with pytest.raises(IndexCorruptError, match=f"has no section '{name}'"):
            rewrite(folder / "without.lex", without, {})
        if name in ("added", "added_ords", "entry_blocks", "profile_keys", "set_tags", "sound_buckets"):
            with pytest.raises(IndexCorruptError):
                rewrite(folder / "size.lex", sections | {name: sections[name] + bytes(4)}, {})

    def test_check_finds_what_checksums_do_not(self, folder: Path, small: bytes) -> None:
        sections = sections_of(folder, small)
        assert list(rewrite(folder / "fine.lex", sections, {}).check()) == []
        cut = {"entries": sections["entries"][:-1], "sounds": sections["sounds"][:-1] + b"\x80"}
        for name, data in cut.items():
            assert len(list(rewrite(folder / "found.lex", sections | {name: data}, {}).check())) == 1

    def test_an_older_format_is_named(self, folder: Path) -> None:
        with SectionFileWriter(folder / "old.lex", lexicon.MAGIC, 2) as writer:
            writer.finish({})
        told = f"has format 2, and this version of searchlib reads format {lexicon.VERSION}"
        with pytest.raises(IndexCorruptError, match=told):
            LexiconReader(folder / "old.lex")


def flipped(data: bytes, place: int, bits: int) -> bytes:
    return data[:place] + bytes([data[place] ^ bits]) + data[place + 1 :]


def problems_of(path: Path) -> list[str]:
    try:
        return list(LexiconReader(path).check())
    except IndexCorruptError as error:
        return [str(error)]


def sections_of(folder: Path, data: bytes) -> dict[str, bytes]:
    (folder / "sections.lex").write_bytes(data)
    file = SectionFile(folder / "sections.lex", lexicon.MAGIC, lexicon.VERSION)
    return {name: bytes(file.section(name)) for name in lexicon._SECTIONS}


def beside_its_terms(path: Path) -> Path:
    """Write the terms of the small lexicon beside a path."""
    write_terms(Vocabulary.of(SMALL), path.with_suffix(".trm"))
    return path


def rewrite(path: Path, sections: dict[str, bytes], facts: dict[str, Any]) -> LexiconReader:
    """Write sections with changed facts, all checksums right."""
    usual = SectionFile(path.with_name("sections.lex"), lexicon.MAGIC, lexicon.VERSION).facts
    with SectionFileWriter(beside_its_terms(path), lexicon.MAGIC, lexicon.VERSION) as writer:
        for name, data in sections.items():
            writer.add(name, data)
        writer.finish({**usual, **facts})
    return LexiconReader(path)
