#!/usr/bin/env python3
"""The rows "LoRA step, float32" of Speed.java with PEFT: random weights, float32, CPU. Prints tokens/s and peak memory.

    pip install torch==2.7.1 transformers peft
    python3 benchmarks/peft_lora_step.py [STEPS [MODEL]]

MODEL is "BERT 512 × 12", NT-v2-50M or DNABERT-2; without it each runs in a process of its own, so that its peak is its own.
Not run where this repository was written: torch was not installed there. Take threads alike on both sides
(OMP_NUM_THREADS). Weights are not equal to ours, so compare tokens/s, not losses. The feed-forward block of EsmModel is
replaced by SwiGLU without bias, as the Nucleotide Transformer v2 and our encoder have it. DNABERT-2 has no class in
transformers; its encoder is written out below (fused queries, keys and values, ALiBi, GeGLU), with torch's fused attention.
"""
import math
import resource
import statistics
import subprocess
import sys
import time

import torch
from peft import LoraConfig, get_peft_model
from torch import nn
from torch.nn import functional as F
from transformers import BertConfig, BertForSequenceClassification, EsmConfig, EsmForSequenceClassification

LENGTH, BATCH, RANK, CLASSES = 512, 4, 8, 2
WARM_UP = 3


def bert():
    config = BertConfig(
        vocab_size=4101, hidden_size=512, num_hidden_layers=12, num_attention_heads=8, intermediate_size=2048,
        max_position_embeddings=LENGTH, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0, num_labels=CLASSES,
        layer_norm_eps=1e-12)
    return BertForSequenceClassification(config), 4101, ["query", "value"]


class Gated(nn.Module):
    """One matrix without bias; the first half, through a function, gates the second."""

    def __init__(self, hidden, feed_forward, function):
        super().__init__()
        self.dense = nn.Linear(hidden, 2 * feed_forward, bias=False)
        self.function = function

    def forward(self, x):
        gate, value = self.dense(x).chunk(2, dim=-1)
        return self.function(gate) * value


def nucleotide_transformer():
    hidden, feed_forward, vocabulary = 512, 2048, 4107
    config = EsmConfig(
        vocab_size=vocabulary, pad_token_id=1, mask_token_id=2, hidden_size=hidden, num_hidden_layers=12,
        num_attention_heads=16, intermediate_size=feed_forward, max_position_embeddings=LENGTH + 2,
        position_embedding_type="rotary", token_dropout=False, hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0, num_labels=CLASSES)
    model = EsmForSequenceClassification(config)
    for layer in model.esm.encoder.layer:
        layer.intermediate = Gated(hidden, feed_forward, F.silu)
        layer.output.dense = nn.Linear(feed_forward, hidden, bias=False)
    return model, vocabulary, ["query", "value"]


class MosaicLayer(nn.Module):
    def __init__(self, hidden, heads, feed_forward):
        super().__init__()
        self.heads = heads
        self.Wqkv = nn.Linear(hidden, 3 * hidden)
        self.dense = nn.Linear(hidden, hidden)
        self.attention_norm = nn.LayerNorm(hidden, eps=1e-12)
        self.gated_layers = Gated(hidden, feed_forward, F.gelu)
        self.wo = nn.Linear(feed_forward, hidden)
        self.norm = nn.LayerNorm(hidden, eps=1e-12)

    def forward(self, x, bias):
        batch, length, hidden = x.shape
        q, k, v = self.Wqkv(x).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)  # [B, A, T, D]
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=bias)
        y = self.attention_norm(x + self.dense(y.transpose(1, 2).reshape(batch, length, hidden)))
        return self.norm(y + self.wo(self.gated_layers(y)))


class MosaicBert(nn.Module):
    def __init__(self, vocabulary=4096, hidden=768, layers=12, heads=12, feed_forward=3072):
        super().__init__()
        self.words = nn.Embedding(vocabulary, hidden)
        self.norm = nn.LayerNorm(hidden, eps=1e-12)
        self.layers = nn.ModuleList(MosaicLayer(hidden, heads, feed_forward) for _ in range(layers))
        self.classifier = nn.Linear(hidden, CLASSES)
        places = torch.arange(LENGTH)
        distance = (places[None, :] - places[:, None]).abs()
        slopes = torch.tensor([2 ** (-8 * (i + 1) / heads) for i in range(heads)])
        self.register_buffer("alibi", -slopes[:, None, None] * distance)  # [A, T, T]; the slopes cost no time

    def forward(self, input_ids, attention_mask):
        bias = self.alibi[None] + (1.0 - attention_mask[:, None, None, :]) * -10000.0  # [B, A, T, T]
        x = self.norm(self.words(input_ids))
        for layer in self.layers:
            x = layer(x, bias)
        weight = attention_mask[:, :, None].float()
        return self.classifier((x * weight).sum(1) / weight.sum(1))


def dnabert_2():
    return MosaicBert(), 4096, ["Wqkv"]


MODELS = {"BERT 512 × 12": bert, "NT-v2-50M": nucleotide_transformer, "DNABERT-2": dnabert_2}


def measure(name, steps):
    torch.manual_seed(0)
    base, vocabulary, targets = MODELS[name]()
    lora = LoraConfig(r=RANK, lora_alpha=2 * RANK, lora_dropout=0.0, target_modules=targets, modules_to_save=["classifier"])
    model = get_peft_model(base, lora).train()
    trained = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=1e-4)
    tokens = torch.randint(5, vocabulary, (BATCH, LENGTH))  # [B, T]
    mask = torch.ones_like(tokens)
    labels = torch.tensor([0, 1] * (BATCH // 2))

    def step():
        optimizer.zero_grad(set_to_none=True)
        made = model(input_ids=tokens, attention_mask=mask)
        loss = F.cross_entropy(made if torch.is_tensor(made) else made.logits, labels)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        return loss.item()

    for _ in range(WARM_UP):
        step()
    seconds = []
    for _ in range(steps):
        begin = time.perf_counter()
        loss = step()
        seconds.append(time.perf_counter() - begin)
    if not math.isfinite(loss):
        sys.exit(f"{name}: the loss is {loss}")
    middle = statistics.median(seconds)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name + ', LoRA step, float32, PEFT':48} {BATCH * LENGTH / middle:10.0f} {middle:10.3f} {peak:9.0f} "
          f"{sum(p.numel() for p in trained):14,}", flush=True)


def main():
    steps = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    if len(sys.argv) > 2:
        if sys.argv[2] not in MODELS:
            sys.exit(f"There is no model {sys.argv[2]!r}; there are {', '.join(MODELS)}.")
        return measure(sys.argv[2], steps)
    print(f"CPU, {torch.get_num_threads()} threads, torch {torch.__version__}, {BATCH} × {LENGTH} tokens, median of {steps}")
    print(f"{'':48} {'tokens/s':>10} {'seconds':>10} {'peak MB':>9} {'trained':>14}", flush=True)
    for name in MODELS:
        subprocess.run([sys.executable, __file__, str(steps), name], check=True)


if __name__ == "__main__":
    main()
