"""Reads the corpus and splits it: held-out documents are set aside before anything is trained."""

import hashlib
import random
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import regex
from kazakh_arabic import text_in_arabic_script
from mongolian_traditional import learn_lexicon
from sources import MONOLINGUAL, PARALLEL, Source, Tag

LINES_PER_DOCUMENT = 6
HELD_OUT_SHARE = {"mn-Mong": 0.1}
USUAL_HELD_OUT_SHARE = 0.03
# The few pairs of mn-Mong need a larger share for a measurement; it contains the usual one.
HELD_OUT_PAIRS_SHARE = {"mn-Mong": 0.2}
USUAL_HELD_OUT_PAIRS_SHARE = 0.04
# Old Mongolian files write ү and ө with the Ukrainian letters that stood on their code points.
UKRAINIAN_FOR_MONGOLIAN = str.maketrans("їєЇЄ", "үөҮӨ")


@dataclass
class Split:
    """What one language has, in documents."""

    train: list[str] = field(default_factory=list)
    held_out: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Pair:
    """One sentence in English, in the language and, where known, in Chinese."""

    english: str
    text: str
    chinese: str | None


@dataclass
class PairSplit:
    train: list[Pair] = field(default_factory=list)
    held_out: list[Pair] = field(default_factory=list)


def share(text: str) -> float:
    """A number from 0 to 1 that depends on the text alone, so that a split outlives changes of order."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6]) / 2**48


def clean(line: str, tag: Tag) -> str:
    line = unicodedata.normalize("NFC", line.replace("\u200b", "").replace("\ufeff", "")).strip()
    return line.translate(UKRAINIAN_FOR_MONGOLIAN) if tag == "mn-Cyrl" else line


def read_lines(corpus: Path, source: Source, tag: Tag) -> list[str]:
    lines = (corpus / source.path).read_text(encoding="utf8").split("\n")
    return [line for line in (clean(line, tag) for line in lines) if line]


def documents_of(corpus: Path, source: Source, tag: Tag) -> Iterator[list[str]]:
    """Documents as lists of lines. Neighbouring lines stay together: they may come from one original."""
    lines = read_lines(corpus, source, tag)
    if source.lines_are_documents:
        yield from ([line] for line in lines)
    else:
        for start in range(0, len(lines), LINES_PER_DOCUMENT):
            yield lines[start : start + LINES_PER_DOCUMENT]


def key(text: str) -> str:
    """Equal for texts that differ in spacing, punctuation and case only."""
    return re.sub(r"[\W_]+", "", text).casefold()


# Turning words left variation selectors where the word they belonged to was a number or an abbreviation.
DANGLING_SELECTOR = regex.compile(r"(?<![\p{L}\p{M}])\p{M}")


def is_whole(line: str, tag: Tag) -> bool:
    return tag != "mn-Mong" or not DANGLING_SELECTOR.search(line)


def monolingual(corpus: Path, tag: Tag) -> Split:
    """
    The documents of a language. A document is held out by its first line; lines of training documents that also
    stand in a held-out one are dropped.
    """
    training: list[list[str]] = []
    split = Split()
    held_out_keys: set[str] = set()
    seen: set[str] = set()
    for source in MONOLINGUAL[tag]:
        for document in documents_of(corpus, source, tag):
            lines = [line for line in document if is_whole(line, tag)]
            if not lines:
                continue
            if share(document[0]) < HELD_OUT_SHARE.get(tag, USUAL_HELD_OUT_SHARE):
                split.held_out.append(join(lines))
                held_out_keys.update(map(key, lines))
            else:
                training.append(lines)
    for lines in training:
        kept = [line for line in lines if key(line) not in held_out_keys and key(line) not in seen]
        seen.update(map(key, kept))
        if kept:
            split.train.append(join(kept))
    return split


def paragraphs(sentences: list[str]) -> list[str]:
    """Sentences of parallel text as plain text of the language."""
    return [
        " ".join(sentences[start : start + LINES_PER_DOCUMENT])
        for start in range(0, len(sentences), LINES_PER_DOCUMENT)
    ]


def join(lines: list[str]) -> str:
    """Running text or a line each, by turns, so that a model learns to go on after both."""
    return (" " if share(lines[-1] + "join") < 0.6 else "\n").join(lines)


def parallel(corpus: Path, tag: Tag, held_out_share: float = USUAL_HELD_OUT_PAIRS_SHARE) -> PairSplit:
    """
    The sentence pairs of a language, held out by their English text: the same sentence stands in every language,
    and must be held out in all of them or in none.
    """
    split = PairSplit()
    seen: set[str] = set()
    for source in PARALLEL[tag]:
        for row in read_lines(corpus, source, tag):
            english, text, *rest = row.split("\t")
            if not text or key(english) in seen:
                continue
            seen.add(key(english))
            pair = Pair(english, text, rest[0] if rest and rest[0] else None)
            (split.held_out if share(key(english)) < held_out_share else split.train).append(pair)
    return split


@dataclass
class Corpus:
    """All text, split."""

    documents: dict[Tag, Split]
    pairs: dict[Tag, PairSplit]


def read_corpus(root: Path) -> Corpus:
    """Reads and converts everything; deterministic."""
    documents = {tag: monolingual(root, tag) for tag in MONOLINGUAL}
    pairs = {tag: parallel(root, tag) for tag in PARALLEL}
    cyrillic = documents["kk-Cyrl"]
    documents["kk-Arab"] = Split(
        [text_in_arabic_script(text) for text in cyrillic.train],
        [text_in_arabic_script(text) for text in cyrillic.held_out],
    )
    pairs["kk-Arab"] = map_pairs(pairs["kk-Cyrl"], text_in_arabic_script)
    lexicon = learn_lexicon(
        [line for source in MONOLINGUAL["mn-Cyrl"] for line in read_lines(root, source, "mn-Cyrl")],
        [line for source in MONOLINGUAL["mn-Mong"] for line in read_lines(root, source, "mn-Mong")],
    )
    pairs["mn-Mong"] = map_pairs(parallel(root, "mn-Cyrl", HELD_OUT_PAIRS_SHARE["mn-Mong"]), lexicon.convert)
    for tag, split in pairs.items():
        documents[tag].train += paragraphs([pair.text for pair in split.train])
    rng = random.Random(2026)
    for split in documents.values():
        rng.shuffle(split.train)
        rng.shuffle(split.held_out)
    for split in pairs.values():
        rng.shuffle(split.train)
        rng.shuffle(split.held_out)
    return Corpus(documents, pairs)


def map_pairs(split: PairSplit, convert) -> PairSplit:
    """Another script of the same language; pairs that cannot be converted are left out."""

    def converted(pairs: list[Pair]) -> list[Pair]:
        found = ((pair, convert(pair.text)) for pair in pairs)
        return [Pair(pair.english, text, pair.chinese) for pair, text in found if text]

    return PairSplit(converted(split.train), converted(split.held_out))
