"""The slow, obvious twins of the transcription kernels: regular expressions and products."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import islice, product


def read(readings: Mapping[str, Mapping[str, tuple[str, ...]]], name: str, most: int) -> list[str]:
    pattern = re.compile("|".join(map(re.escape, sorted(readings, key=len, reverse=True))))
    ways = []
    for found in pattern.finditer(name):
        by_following = readings[found[0]]
        ways.append(by_following.get(name[found.end() : found.end() + 1]) or by_following["."])
    return list(map("".join, islice(product(*ways), most)))


def settle(classes: Mapping[str, str], rules: Mapping[str, str], reading: str) -> tuple[str, str]:
    sounds, before = [], ""
    for sound in re.sub(f"[{rules['glides']}]+(?=[{rules['vowels']}])", "", reading):
        heard = classes[sound]
        if heard != before and before + heard != rules["softened"]:
            sounds.append(sound)
        elif heard == before and heard not in rules["never_double"] and sounds[-1] != rules["double"]:
            sounds.append(rules["double"])
        before = heard
    heard = "".join(classes[sound] for sound in sounds if sound != rules["double"])
    devoiced = {pair[0]: pair[1] for pair in rules["devoiced"].split()}
    voiced, voiceless = "".join(devoiced), rules["voiceless"]
    beside = re.compile(f"(?<=[{voiceless}])[{voiced}]|[{voiced}](?=[{voiceless}])")
    heard = beside.sub(lambda found: devoiced[found[0]], heard)
    at_end = {pair[0]: pair[1] for pair in rules["devoiced_end"].split()}
    return "".join(sounds), heard[:-1] + at_end.get(heard[-1:], heard[-1:])
