"""
Makes the demo trio's checkpoints from the corpus: prepares, trains the tokenizer, trains every model.

    python train_demo.py --corpus CORPUS --work WORK [--only NAME …]

Without --only, a machine with a GPU trains one model after the other; a machine without one trains the small models
and the large one side by side, each on half of the cores, which is faster there. What is in WORK already is not made
again, so that a run may be interrupted between models.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

import torch
from corpus import read_corpus
from held_out import write_held_out
from recipe import RUNS
from streams import stream_documents, tokenizer_texts, write_streams
from tokenizer import END_OF_TEXT, train_tokenizer
from tokenizers import Tokenizer
from train import train


def prepare(corpus_folder: Path, work: Path) -> None:
    """Splits, trains the tokenizer, writes the token streams and the held-out texts."""
    if (work / "streams.json").exists():
        return
    work.mkdir(parents=True, exist_ok=True)
    corpus = read_corpus(corpus_folder)
    streams = stream_documents(corpus)
    tokenizer = train_tokenizer(tokenizer_texts(streams), work)
    write_held_out(corpus, work / "held-out")
    facts = write_streams(streams, tokenizer, work)
    (work / "streams.json").write_text(json.dumps(facts, indent=2) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[1])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--only", nargs="+", choices=[run.name for run in RUNS])
    arguments = parser.parse_args()
    prepare(arguments.corpus, arguments.work)
    end_of_text = Tokenizer.from_file(str(arguments.work / "tokenizer.json")).token_to_id(END_OF_TEXT)
    if arguments.only or torch.cuda.is_available():
        for run in RUNS:
            if not arguments.only or run.name in arguments.only:
                train(run, arguments.work, end_of_text)
        return
    large = [run.name for run in RUNS if run.name == "large-ins"]
    small = [run.name for run in RUNS if run.name != "large-ins"]
    half = str(max(1, (os.cpu_count() or 2) // 2))
    environment = {**os.environ, "OMP_NUM_THREADS": half, "OMP_WAIT_POLICY": "PASSIVE"}
    here = [sys.executable, __file__, "--corpus", str(arguments.corpus), "--work", str(arguments.work), "--only"]
    running = [subprocess.Popen([*here, *names], env=environment) for names in (small, large)]
    failed = [process.returncode for process in running if process.wait() != 0]
    if failed:
        sys.exit(failed[0])


if __name__ == "__main__":
    main()
