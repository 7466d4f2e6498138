"""Every text the demo trio is trained on, with its licence. What is not listed here is not used."""

from dataclasses import dataclass
from typing import Literal

Tag = Literal["bo", "ug", "kk-Arab", "kk-Cyrl", "mn-Mong", "mn-Cyrl", "en", "zh"]

WRITTEN: tuple[Tag, ...] = ("bo", "ug", "kk-Arab", "kk-Cyrl", "mn-Mong", "mn-Cyrl")
"""The six language-script pairs of the product, as BCP 47 tags."""


@dataclass(frozen=True)
class Source:
    """One file of the corpus."""

    path: str
    """Below the corpus folder. Plain text: a sentence or a paragraph per line. TSV: English, language, Chinese."""
    title: str
    licence: str
    lines_are_documents: bool = False
    """Whether each line is a whole document; else neighbouring lines make one."""


MONOLINGUAL: dict[Tag, tuple[Source, ...]] = {
    "bo": (
        Source("mono/bo/nanhai-written.txt", "Esukhia: Nanhai corpus, written", "CC BY 4.0", lines_are_documents=True),
        Source("mono/bo/nanhai-speech.txt", "Esukhia: Nanhai corpus, speech", "CC BY 4.0", lines_are_documents=True),
        Source("mono/bo/esukhia-children.txt", "Esukhia: children's books", "CC BY 4.0"),
    ),
    "ug": (
        Source("mono/ug/commonvoice.txt", "Common Voice", "CC0"),
        Source("mono/ug/ud-udt.txt", "Universal Dependencies: UDT", "CC BY-SA 4.0"),
        Source("mono/ug/mudt-sentences.txt", "Universal Dependencies: MUDT", "CC BY-SA 4.0"),
    ),
    "kk-Cyrl": (
        Source("mono/kk/commonvoice.txt", "Common Voice", "CC0"),
        Source("mono/kk/kaznerd.txt", "KazNERD", "CC BY 4.0"),
        Source("mono/kk/kazqad.txt", "KazQAD", "CC BY-SA 4.0"),
        Source("mono/kk/lingua-leipzig.txt", "Leipzig Corpora Collection, excerpt of the lingua project", "CC BY"),
        Source("mono/kk/ud-ktb.txt", "Universal Dependencies: KTB", "CC BY-SA 4.0"),
    ),
    "mn-Cyrl": (
        Source("mono/mn/commonvoice.txt", "Common Voice", "CC0"),
        Source("mono/mn/ner.txt", "Mongolian NER news sentences", "Apache-2.0"),
        Source("mono/mn/lingua-leipzig.txt", "Leipzig Corpora Collection, excerpt of the lingua project", "CC BY"),
    ),
    "mn-Mong": (
        Source(
            "mono/mn-mong/synthetic-from-cyrillic.txt",
            "synthetic: lines of the Cyrillic files, turned word by word into traditional script",
            "as the Cyrillic files",
        ),
    ),
    "en": (
        Source("mono/en/wikitext2-valid+test.txt", "WikiText-2, validation and test", "CC BY-SA"),
        Source("mono/en/commonvoice.txt", "Common Voice", "CC0"),
        Source("mono/en/asv-bible.txt", "American Standard Version", "public domain"),
    ),
    "zh": (Source("mono/zh/commonvoice-wiki.txt", "Wikipedia sentences cleared for Common Voice", "CC0"),),
}
"""kk-Arab has no file of its own: it is converted from kk-Cyrl (see kazakh_arabic.py)."""

PARALLEL: dict[Tag, tuple[Source, ...]] = {
    tag: tuple(
        Source(f"parallel/{folder}/{name}.tsv", title, licence)
        for name, title, licence in (
            ("ntrex128", "NTREX-128", "CC BY-SA 4.0"),
            ("sib200", "SIB-200 (sentences of FLORES-200)", "CC BY-SA 4.0"),
            ("flores200", "FLORES-200", "CC BY-SA 4.0"),
            ("tatoeba-laser", "Tatoeba, selection of LASER", "CC BY 2.0 FR"),
        )
        if name in names
    )
    for tag, folder, names in (
        ("bo", "bo", ("ntrex128", "sib200")),
        ("ug", "ug", ("ntrex128", "sib200", "flores200", "tatoeba-laser")),
        ("kk-Cyrl", "kk", ("ntrex128", "sib200", "tatoeba-laser")),
        ("mn-Cyrl", "mn", ("ntrex128", "sib200", "tatoeba-laser")),
    )
}
"""kk-Arab is converted from kk-Cyrl; mn-Mong from mn-Cyrl where a lexicon knows every word."""
