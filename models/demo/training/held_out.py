"""Writes what is held out: the ground of every figure in the data card, and never trained on."""

import json
from pathlib import Path

from corpus import Corpus, Pair
from sources import WRITTEN

LONGEST_TEXT = 900
SHORTEST_TEXT = 160
TEXTS = 80
PAIRS = 60
EXAMPLES = 5
LONGEST_EXAMPLE = 220


def excerpt(document: str) -> str:
    """Whole words from the start of a document, at most LONGEST_TEXT UTF-8 bytes."""
    if len(document.encode()) <= LONGEST_TEXT:
        return document
    cut = document.encode()[:LONGEST_TEXT].decode("utf8", "ignore")
    at = max(cut.rfind(mark) for mark in (" ", "་", "\n"))
    return cut[: at + 1].rstrip(" \n") if at > 0 else cut


def write_held_out(corpus: Corpus, folder: Path) -> None:
    """One JSON file per language: texts, sentence pairs, and examples for prompts (these from the training part)."""
    folder.mkdir(parents=True, exist_ok=True)
    for tag in WRITTEN:
        texts = [excerpt(document) for document in corpus.documents[tag].held_out]
        texts = [text for text in texts if len(text.encode()) >= SHORTEST_TEXT][:TEXTS]
        pairs = corpus.pairs[tag]
        short = [pair for pair in pairs.train if len(pair.text.encode()) <= LONGEST_EXAMPLE and len(pair.english) > 25]
        content = {
            "language": tag,
            "texts": texts,
            "pairs": [as_json(tag, pair) for pair in pairs.held_out[:PAIRS]],
            "examples": [as_json(tag, pair) for pair in short[:EXAMPLES]],
        }
        path = folder / f"{tag}.json"
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf8")


def as_json(tag: str, pair: Pair) -> dict[str, str]:
    return {"en": pair.english, tag: pair.text}
