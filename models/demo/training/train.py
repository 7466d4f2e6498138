"""Trains one model of the recipe."""

import json
import math
import time
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as functional
from recipe import CONTEXT_LENGTH, LONG_WINDOW_SHARE, SHORT_WINDOW, TOKENS_PER_STEP, Run
from tokenizer import VOCABULARY_SIZE
from transformers import Qwen2Config, Qwen2ForCausalLM

WARM_UP_STEPS = 100
LOWEST_RATE_SHARE = 0.05


def new_model(run: Run, end_of_text: int) -> Qwen2ForCausalLM:
    config = Qwen2Config(
        **asdict(run.shape),
        vocab_size=VOCABULARY_SIZE,
        max_position_embeddings=CONTEXT_LENGTH,
        rope_theta=10_000.0,
        tie_word_embeddings=True,
        bos_token_id=None,
        eos_token_id=end_of_text,
    )
    return Qwen2ForCausalLM(config)


class Batches:
    """Random windows of the streams, in the shares of the mixture."""

    def __init__(self, run: Run, folder: Path, seed: int):
        self.generator = np.random.default_rng(seed)
        self.streams = [np.memmap(folder / f"{name}.u16", dtype=np.uint16, mode="r") for name in run.mixture]
        shares = np.array(list(run.mixture.values()))
        self.shares = shares / shares.sum()

    def next(self, length: int) -> torch.Tensor:
        """Token ids [sequences, length + 1]. A stream shorter than a window is repeated."""
        windows = np.empty((TOKENS_PER_STEP // length, length + 1), np.int64)
        for row in windows:
            stream = self.streams[self.generator.choice(len(self.streams), p=self.shares)]
            start = self.generator.integers(0, len(stream))
            row[:] = np.take(stream, range(start, start + len(row)), mode="wrap")
        return torch.from_numpy(windows)


def train(run: Run, folder: Path, end_of_text: int) -> None:
    """Trains and writes the model as folder/NAME in the Hugging Face layout, float32; does nothing if it is there."""
    target = folder / run.name
    if (target / "training.json").exists():
        print(f"{run.name}: there already", flush=True)
        return
    torch.manual_seed(0)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    if run.start_from:
        model = Qwen2ForCausalLM.from_pretrained(folder / run.start_from, dtype=torch.float32)
    else:
        model = new_model(run, end_of_text)
    model.to(device).train()
    batches = Batches(run, folder, seed=1)
    matrices = [parameter for parameter in model.parameters() if parameter.dim() > 1]
    vectors = [parameter for parameter in model.parameters() if parameter.dim() <= 1]
    optimizer = torch.optim.AdamW(
        [{"params": matrices, "weight_decay": 0.1}, {"params": vectors, "weight_decay": 0.0}],
        lr=run.learning_rate,
        betas=(0.9, 0.95),
        fused=True,
    )

    @torch.compile(dynamic=False)
    def loss_of(ids: torch.Tensor) -> torch.Tensor:
        hidden = model.model(ids[:, :-1], use_cache=False).last_hidden_state
        logits = functional.linear(hidden, model.lm_head.weight)
        return functional.cross_entropy(logits.flatten(0, 1).float(), ids[:, 1:].flatten())

    steps = math.ceil(run.million_tokens * 1e6 / TOKENS_PER_STEP)
    print(f"{run.name}: {model.num_parameters() / 1e6:.2f} million parameters, {steps} steps on {device}", flush=True)
    started = time.monotonic()
    recent: list[float] = []
    for step in range(steps):
        rate = learning_rate(run.learning_rate, step, steps)
        for group in optimizer.param_groups:
            group["lr"] = rate
        length = CONTEXT_LENGTH if step >= steps * (1 - LONG_WINDOW_SHARE) else SHORT_WINDOW
        with torch.autocast(device, dtype=torch.bfloat16):
            loss = loss_of(batches.next(length).to(device))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        recent = [*recent[-199:], loss.item()]
        if step % 200 == 199:
            speed = (step + 1) * TOKENS_PER_STEP / (time.monotonic() - started)
            print(f"{run.name}: step {step + 1}, loss {np.mean(recent):.3f}, {speed:.0f} tokens/s", flush=True)
    model.save_pretrained(target)
    facts = {
        "parameters": model.num_parameters(),
        "tokens": steps * TOKENS_PER_STEP,
        "startFrom": run.start_from,
        "mixture": {name: round(float(share), 4) for name, share in zip(run.mixture, batches.shares)},
        "learningRate": run.learning_rate,
        "lastLoss": round(float(np.mean(recent)), 4),
        "seconds": round(time.monotonic() - started),
        "machine": torch.cuda.get_device_name() if device == "cuda" else f"{torch.get_num_threads()} CPU threads",
    }
    (target / "training.json").write_text(json.dumps(facts, indent=2) + "\n")


def learning_rate(highest: float, step: int, steps: int) -> float:
    """Linear warm-up, then a cosine down to 5 %."""
    cosine = 0.5 * (1 + math.cos(math.pi * step / steps))
    return highest * min(1, (step + 1) / WARM_UP_STEPS) * (LOWEST_RATE_SHARE + (1 - LOWEST_RATE_SHARE) * cosine)
