#!/usr/bin/env python3
"""The row "NT-v2-50M, LoRA step, float32" of Speed.java with PEFT: random weights, float32, CPU. Prints tokens/s and peak memory.

    pip install torch==2.7.1 transformers peft
    python3 benchmarks/peft_lora_step.py [STEPS]

Not run where this repository was written: torch was not installed there. Take threads alike on both sides
(OMP_NUM_THREADS). The feed-forward block of EsmModel is replaced by SwiGLU without bias, as the Nucleotide
Transformer v2 and our encoder have it. Weights are not equal to ours, so compare tokens/s, not losses.
"""
import resource
import statistics
import sys
import time

import torch
from peft import LoraConfig, TaskType, get_peft_model
from transformers import EsmConfig, EsmForSequenceClassification

HIDDEN, LAYERS, HEADS, FEED_FORWARD, VOCABULARY, LENGTH, BATCH, RANK = 512, 12, 16, 2048, 4107, 512, 4, 8
WARM_UP = 3


class SwiGlu(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.dense = torch.nn.Linear(HIDDEN, 2 * FEED_FORWARD, bias=False)

    def forward(self, x):
        gate, value = self.dense(x).chunk(2, dim=-1)
        return torch.nn.functional.silu(gate) * value


def main():
    steps = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    torch.manual_seed(0)
    config = EsmConfig(
        vocab_size=VOCABULARY, pad_token_id=1, mask_token_id=2, hidden_size=HIDDEN, num_hidden_layers=LAYERS,
        num_attention_heads=HEADS, intermediate_size=FEED_FORWARD, max_position_embeddings=LENGTH + 2,
        position_embedding_type="rotary", token_dropout=False, hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0, num_labels=2)
    lora = LoraConfig(task_type=TaskType.SEQ_CLS, r=RANK, lora_alpha=2 * RANK, lora_dropout=0.0,
                      target_modules=["query", "value"])
    encoder = EsmForSequenceClassification(config)
    for layer in encoder.esm.encoder.layer:
        layer.intermediate = SwiGlu()
        layer.output.dense = torch.nn.Linear(FEED_FORWARD, HIDDEN, bias=False)
    model = get_peft_model(encoder, lora).train()
    trained = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=1e-3)
    tokens = torch.randint(5, VOCABULARY, (BATCH, LENGTH))  # [B, T]
    mask = torch.ones_like(tokens)
    labels = torch.tensor([0, 1] * (BATCH // 2))

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss = model(input_ids=tokens, attention_mask=mask, labels=labels).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        return loss.item()

    print(f"LoRA step, float32, CPU, {torch.get_num_threads()} threads, torch {torch.__version__}, "
          f"{sum(p.numel() for p in trained)} parameters trained")
    for _ in range(WARM_UP):
        step()
    seconds = []
    for i in range(steps):
        begin = time.perf_counter()
        loss = step()
        seconds.append(time.perf_counter() - begin)
        print(f"step {i + 1}  {seconds[-1]:.3f} s  loss {loss:.4f}")
    print(f"{BATCH * LENGTH / statistics.median(seconds):.0f} tokens/s (median of {steps} steps)")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
