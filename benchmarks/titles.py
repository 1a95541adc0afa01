"""Measure the search for near-duplicate titles: its time, and whether it misses any.

    python -m benchmarks.titles SOURCE [--counts 1000 10000 100000]

``SOURCE`` is a folder with ``papers.jsonl.gz`` (see :mod:`benchmarks.make_knowledge_base`). Titles are taken in the
order of a digest of their identifiers, each spelling once. Prints three tables in Markdown: the time by the number of
titles; what comparing all with all finds besides, where that is possible; and how many of the slips are found that are
planted in a thousand of the titles.
"""

import argparse
import hashlib
import random
import time
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

from benchmarks.make_knowledge_base import read_lines
from kbgen.model.near_titles import TitleWords, are_near, candidates
from kbgen.model.text import normalise_title

PLANTED = 1_000
COMPARED_WITH_ALL = 3_000
_SMALL_WORDS = ("a", "the", "towards", "on")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path)
    parser.add_argument("--counts", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    options = parser.parse_args()
    titles = distinct_titles(options.source, max(options.counts))
    print("| titles | pairs of them | pairs compared | nearly the same | seconds |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    for count in options.counts:
        compared, found, seconds = search([*map(TitleWords.of, titles[:count])])
        print(f"| {count:,} | {count * (count - 1) // 2:,} | {compared:,} | {len(found):,} | {seconds:.1f} |")
    print(f"\n{missed(titles[:COMPARED_WITH_ALL])}\n")
    print("| planted in 1,000 titles | found |\n| --- | ---: |")
    for name, slip in SLIPS.items():
        print(f"| {name} | {found_slips(titles, slip)} of {PLANTED:,} |")


def distinct_titles(source: Path, count: int) -> list[str]:
    rows = [(row["id"], row["title"]) for row in read_lines(source / "papers.jsonl.gz") if row.get("title")]
    rows.sort(key=lambda row: hashlib.blake2b(row[0].encode(), digest_size=8).digest())
    found: dict[str, str] = {}
    for _, title in rows:
        found.setdefault(normalise_title(title), title)
        if len(found) == count:
            break
    return list(found.values())


def search(words: list[TitleWords]) -> tuple[int, set[tuple[int, int]], float]:
    """How many pairs were compared, those that are near, and the seconds of processor time."""
    begin = time.process_time()
    pairs = list(candidates(words))
    found = {(one, other) for one, other in pairs if are_near(words[one], words[other])}
    return len(pairs), found, time.process_time() - begin


def missed(titles: list[str]) -> str:
    # Slips are planted here too, so that there is something to find among so few.
    chance = random.Random(1)
    words = [TitleWords.of(title) for title in titles]
    words += [TitleWords.of(swapped(title, chance)) for title in titles[:300]]
    _, found, _ = search(words)
    every = {(one, other) for one, other in combinations(range(len(words)), 2) if are_near(words[one], words[other])}
    said = f"Comparing all of {len(words):,} titles with all finds {len(every):,} pairs"
    return f"{said}; the search finds {len(found & every):,} of them."


def found_slips(titles: list[str], slip: Callable[[str, random.Random], str]) -> int:
    """How many of the titles that got a slip are found to be near to what they were."""
    chance = random.Random(2)
    chosen = chance.sample([index for index, title in enumerate(titles) if len(title.split()) >= 3], PLANTED)
    planted = [slip(titles[index], chance) for index in chosen]
    words = [TitleWords.of(title) for title in (*titles, *planted)]
    _, found, _ = search(words)
    return sum((index, len(titles) + number) in found for number, index in enumerate(chosen))


def swapped(title: str, chance: random.Random) -> str:
    """Two letters of a long word change places."""
    return _in_a_word(title, chance, lambda word, at: word[:at] + word[at + 1] + word[at] + word[at + 2 :])


def dropped(title: str, chance: random.Random) -> str:
    """A letter of a long word is left out."""
    return _in_a_word(title, chance, lambda word, at: word[:at] + word[at + 1 :])


def small_word(title: str, chance: random.Random) -> str:
    """A small word more, in front of any of the words."""
    words = title.split()
    words.insert(chance.randrange(len(words)), chance.choice(_SMALL_WORDS))
    return " ".join(words)


def both(title: str, chance: random.Random) -> str:
    """A slip in each of two words, and a small word more."""
    return small_word(dropped(swapped(title, chance), chance), chance)


SLIPS = {
    "two letters changed places": swapped,
    "a letter left out": dropped,
    "a small word more": small_word,
    "all of these": both,
}


def _in_a_word(title: str, chance: random.Random, change: Callable[[str, int], str]) -> str:
    words = title.split()
    long = [index for index, word in enumerate(words) if len(word) > 5 and word.isalpha()]
    if not long:
        return title
    index = chance.choice(long)
    words[index] = change(words[index], chance.randrange(1, len(words[index]) - 2))
    return " ".join(words)


if __name__ == "__main__":
    main()
