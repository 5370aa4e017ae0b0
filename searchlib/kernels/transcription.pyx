# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True
"""Letters read as sounds, and sounds without what spellings of one name differ in.

The tables are the caller's; the loops are here, for they run once for every name of a vocabulary.
"""
from cpython.unicode cimport PyUnicode_4BYTE_KIND, PyUnicode_FromKindAndData

from searchlib.kernels.affixes cimport Trie

cdef enum:
    MAX_LETTERS = 80         # of a name
    MAX_SOUNDS = 8           # of a way to read letters


cdef class Letters:
    """The letters of a writing and the ways to read them.

    readings has for letters that stand together the ways to read them by what follows: a letter, "" for the end of the
    name, "." for anything else. The longest letters that fit are taken; one that is not listed is passed over.
    """

    cdef Trie letters

    def __init__(self, readings):
        for letters, by_following in readings.items():
            for following, ways in by_following.items():
                if not ways or max(map(len, ways)) > MAX_SOUNDS or len(following) > 1:
                    raise ValueError(f"{letters!r} before {following!r} is read {ways!r}")
            if "." not in by_following:
                raise ValueError(f"{letters!r} is not read before any letter")
        self.letters = Trie()
        self.letters.grow(readings, False)

    def read(self, str name not None, int most):
        """Return the sounds of a name, at most so many: a string for each combination of ways, the first ways first."""
        cdef Py_ssize_t place = 0, size
        cdef list ways = []
        cdef list begun, grown
        cdef dict by_following
        if len(name) > MAX_LETTERS:
            raise ValueError(f"a name has at most {MAX_LETTERS} letters, not {len(name)}")
        while place < len(name):
            size, found = self.letters.longest(name, place)
            if not size:
                place += 1
                continue
            place += size
            by_following = found
            chosen = by_following.get(name[place] if place < len(name) else "")
            ways.append(by_following["."] if chosen is None else chosen)
        begun = [""]
        for choice in reversed(ways):
            # Combinations beyond the last that is wanted begin with no other way than those before them.
            grown = [way + rest for way in choice for rest in begun]
            begun = grown[:most]
        return begun


cdef class Sounds:
    """The classes of sounds, and what spellings of one name differ in.

    rules: glides, which are not heard before vowels; vowels; never_double, the classes whose doubling is not heard;
    softened, two classes that are heard as the first; voiceless classes; devoiced, pairs of a voiced class and what it
    is heard as beside a voiceless one; devoiced_end, the same for the end; double, the mark of a doubled sound.
    """

    def __init__(self, classes, rules):
        cdef Py_UCS4 letter, other
        cdef int i
        for letter in "".join([*classes.keys(), *classes.values(), *rules.values()]):
            if letter >= ALPHABET:
                raise ValueError(f"the sound {letter!r} is beyond the letters of this kernel")
        for i in range(ALPHABET):
            self.classes[i] = 0
            self.devoiced[i] = self.devoiced_end[i] = i
            self.is_glide[i] = self.is_vowel[i] = self.is_never_double[i] = self.is_voiceless[i] = False
            self.is_vowel_class[i] = False
        for sound, key in classes.items():
            letter, other = sound, key
            self.classes[letter] = other
        for letter in rules["glides"]:
            self.is_glide[letter] = True
        for letter in rules["vowels"]:
            self.is_vowel[letter] = True
        for letter in rules["glides"] + rules["vowels"]:
            self.is_vowel_class[self.classes[letter]] = True
        for letter in rules["never_double"]:
            self.is_never_double[letter] = True
        for letter in rules["voiceless"]:
            self.is_voiceless[letter] = True
        for pair in rules["devoiced"].split():
            letter, other = pair
            self.devoiced[letter] = other
        for pair in rules["devoiced_end"].split():
            letter, other = pair
            self.devoiced_end[letter] = other
        self.first_softened, self.second_softened = rules["softened"]
        self.double = rules["double"]

    def settle(self, str reading not None):
        """Return sounds and their classes: no glides, doubled sounds once and a mark, unheard voice as voiceless.

        Raises KeyError for a sound that has no class.
        """
        cdef Py_UCS4 sounds[2 * MAX_LETTERS * MAX_SOUNDS]
        cdef Py_UCS4 heard[2 * MAX_LETTERS * MAX_SOUNDS]
        cdef Py_UCS4 before = 0, sound, key
        cdef Py_ssize_t i, j, size = len(reading), count = 0, classes = 0
        if size > MAX_LETTERS * MAX_SOUNDS:
            raise ValueError(f"{size} sounds are too many")
        i = 0
        while i < size:
            sound = reading[i]
            if sound >= ALPHABET or self.classes[sound] == 0:
                raise KeyError(sound)
            if self.is_glide[sound]:
                j = i + 1
                while j < size and reading[j] < ALPHABET and self.is_glide[reading[j]]:
                    j += 1
                if j < size and reading[j] < ALPHABET and self.is_vowel[reading[j]]:
                    i = j
                    continue
            key = self.classes[sound]
            if key != before and not (before == self.first_softened and key == self.second_softened):
                sounds[count] = sound
                heard[classes] = key
                count += 1
                classes += 1
            elif key == before and not self.is_never_double[key] and sounds[count - 1] != self.double:
                sounds[count] = self.double
                count += 1
            before = key
            i += 1
        return _string(sounds, count), _string(heard, self.devoice(heard, classes))

    def hear(self, str sounds not None):
        """Return the classes of settled sounds.

        Raises KeyError for a sound that has no class.
        """
        cdef Py_UCS4 heard[MAX_LETTERS * MAX_SOUNDS]
        cdef Py_ssize_t i, count = 0
        if len(sounds) > MAX_LETTERS * MAX_SOUNDS:
            raise ValueError(f"{len(sounds)} sounds are too many")
        for i in range(len(sounds)):
            if sounds[i] == self.double:
                continue
            if sounds[i] >= ALPHABET or self.classes[sounds[i]] == 0:
                raise KeyError(sounds[i])
            heard[count] = self.classes[sounds[i]]
            count += 1
        return _string(heard, self.devoice(heard, count))

    cdef bint has_consonants(self, const Py_UCS4 *sounds, Py_ssize_t count, str group) noexcept:
        cdef Py_UCS4 heard[MAX_LETTERS * MAX_SOUNDS]
        cdef Py_ssize_t i, classes = 0, at = 0
        for i in range(count if count < MAX_LETTERS * MAX_SOUNDS else 0):
            if sounds[i] < ALPHABET and self.classes[sounds[i]]:
                heard[classes] = self.classes[sounds[i]]
                classes += 1
        self.devoice(heard, classes)
        for i in range(classes):
            if self.is_vowel_class[heard[i]]:
                continue
            while at < len(group) and group[at] == ".":
                at += 1
            if at == len(group) or group[at] != heard[i]:
                return False
            at += 1
        while at < len(group) and group[at] == ".":
            at += 1
        return at == len(group)

    cdef Py_ssize_t devoice(self, Py_UCS4 *heard, Py_ssize_t count) noexcept:
        """Make those classes voiceless that are not heard as voiced; return their number."""
        cdef Py_UCS4 before = 0, key, after
        cdef Py_ssize_t i
        for i in range(count):
            key = heard[i]
            after = heard[i + 1] if i + 1 < count else 0
            if (before and self.is_voiceless[before]) or (after and self.is_voiceless[after]):
                heard[i] = self.devoiced[key]
            before = key
        if count:
            heard[count - 1] = self.devoiced_end[heard[count - 1]]
        return count


cdef str _string(Py_UCS4 *letters, Py_ssize_t count):
    return PyUnicode_FromKindAndData(PyUnicode_4BYTE_KIND, letters, count)
