"""LoRA by plain PyTorch and peft: `python -m finetune.train RECIPE EXAMPLES OUT MODELS`. Needs the extra `finetune`.

A killed run goes on at its last checkpoint. Logits are made only where the loss is: the output layer of a small model
with a large vocabulary is more than half of the work.
"""

from __future__ import annotations

import json
import math
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from peft import LoraConfig, get_peft_model, get_peft_model_state_dict, set_peft_model_state_dict
from safetensors.torch import save_file

from .base_model import load_base
from .batches import Encoded, encoded, passes, steps
from .example import SKILLS, Example
from .recipe import Recipe, RecipeFault, read_recipe

_LOG, _CHECKPOINT, _ADAPTER = "log.jsonl", "checkpoint.pt", "adapter_model.safetensors"
_HELD_OUT_EVERY = 80
"""Steps."""
_HELD_OUT = 24
"""Examples of a skill: watching the training must not take longer than the training."""


class Training:
    def __init__(
        self, recipe: Recipe, examples: Sequence[Encoded], held_out: Sequence[Encoded], model: Any, out: Path
    ) -> None:
        self.recipe = recipe
        self.examples = examples
        self.held_out = {skill: [one for one in held_out if one.skill == skill][:_HELD_OUT] for skill in SKILLS}
        self.out = out
        self.plan = steps(examples, recipe)
        torch.manual_seed(recipe.seed)
        config = LoraConfig(
            r=recipe.lora.rank,
            lora_alpha=recipe.lora.alpha,
            lora_dropout=recipe.lora.dropout,
            target_modules=list(recipe.lora.modules),
            task_type="CAUSAL_LM",
        )
        self.model = get_peft_model(model, config)
        for parameter in self.model.parameters():
            if parameter.requires_grad:
                parameter.data = parameter.data.float()
        self.learnt = [parameter for parameter in self.model.parameters() if parameter.requires_grad]
        self.optimizer = torch.optim.AdamW(
            self.learnt, lr=recipe.schedule.learning_rate, weight_decay=recipe.schedule.weight_decay
        )
        self.step = 0

    def run(self, most: int | None = None) -> None:
        """`most`: steps after which to stop, for a test of repeatability."""
        self._resume()
        last_saved = time.monotonic()
        end = min(len(self.plan), most or len(self.plan))
        started, first = time.monotonic(), self.step
        while self.step < end:
            loss, tokens = self._learn(self.plan[self.step])
            self.step += 1
            line: dict[str, Any] = {"step": self.step, "of": len(self.plan), "loss": round(loss, 5), "tokens": tokens}
            if self.step % _HELD_OUT_EVERY == 0 or self.step == end:
                line["held_out"] = {skill: round(value, 5) for skill, value in self._held_out().items()}
            line["seconds"] = round((time.monotonic() - started), 1)
            self._log(line)
            left = (time.monotonic() - started) / (self.step - first) * (end - self.step)
            sys.stdout.write(f"{self.step}/{end} 损失 {loss:.3f}，还要 {left / 60:.0f} 分钟\n")
            sys.stdout.flush()
            if time.monotonic() - last_saved > self.recipe.checkpoint_minutes * 60:
                self._checkpoint()
                last_saved = time.monotonic()
        self._checkpoint()
        self._save()

    def _learn(self, indices: Sequence[int]) -> tuple[float, int]:
        self.model.train()
        rate = self._rate()
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        chosen = [self.examples[index] for index in indices]
        targets = sum(len(one.tokens) - one.answer_from for one in chosen)
        total = 0.0
        for group in passes(chosen, self.recipe.schedule.tokens_at_once):
            loss = self._loss(group).sum() / targets
            loss.backward()
            total += float(loss.detach())
        torch.nn.utils.clip_grad_norm_(self.learnt, self.recipe.schedule.clip)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        return total, sum(len(one.tokens) for one in chosen)

    def _loss(self, group: Sequence[Encoded]) -> torch.Tensor:
        """Of each token that is learnt."""
        length = max(len(one.tokens) for one in group)
        tokens = torch.zeros((len(group), length), dtype=torch.long)
        mask = torch.zeros_like(tokens)
        rows, places, wanted = [], [], []
        for row, one in enumerate(group):
            tokens[row, : len(one.tokens)] = torch.tensor(one.tokens)
            mask[row, : len(one.tokens)] = 1
            for place in range(one.answer_from, len(one.tokens)):
                rows.append(row)
                places.append(place - 1)
                wanted.append(one.tokens[place])
        base = self.model.get_base_model()
        device = next(base.parameters()).device
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=self.recipe.precision != "fp32"):
            hidden = base.model(input_ids=tokens.to(device), attention_mask=mask.to(device)).last_hidden_state
            logits = base.lm_head(hidden[rows, places])
        return torch.nn.functional.cross_entropy(logits.float(), torch.tensor(wanted, device=device), reduction="none")

    @torch.no_grad()  # type: ignore[misc, untyped-decorator, unused-ignore]
    def _held_out(self) -> dict[str, float]:
        """Mean loss of a token, skill by skill."""
        self.model.eval()
        found: dict[str, float] = {}
        for skill, examples in self.held_out.items():
            losses = [self._loss(group) for group in passes(examples, self.recipe.schedule.tokens_at_once)]
            if losses:
                found[skill] = float(torch.cat(losses).mean())
        return found

    def _rate(self) -> float:
        done = self.step / max(1, len(self.plan))
        warm = self.recipe.schedule.warmup_share
        if done < warm:
            return self.recipe.schedule.learning_rate * (done / warm if warm else 1.0) + 1e-8
        return self.recipe.schedule.learning_rate * 0.5 * (1 + math.cos(math.pi * (done - warm) / (1 - warm)))

    def _log(self, line: dict[str, Any]) -> None:
        with (self.out / _LOG).open("a", encoding="utf-8") as log:
            log.write(json.dumps(line, ensure_ascii=False) + "\n")

    def _checkpoint(self) -> None:
        """Beside its place and moved there: a kill leaves the one before."""
        partial = self.out / f".{_CHECKPOINT}"
        state = {
            "step": self.step,
            "recipe": self.recipe.model_dump_json(),
            "adapter": get_peft_model_state_dict(self.model),
            "optimizer": self.optimizer.state_dict(),
            "random": torch.get_rng_state(),
        }
        torch.save(state, partial)
        partial.replace(self.out / _CHECKPOINT)

    def _resume(self) -> None:
        path = self.out / _CHECKPOINT
        if not path.exists():
            return
        kept = torch.load(path, weights_only=True)
        if kept["recipe"] != self.recipe.model_dump_json():
            raise RecipeFault(f"{self.out} 里的断点是按另一份配方训练的；请换一个输出文件夹，或删掉它重来")
        set_peft_model_state_dict(self.model, kept["adapter"])
        self.optimizer.load_state_dict(kept["optimizer"])
        torch.set_rng_state(kept["random"])
        self.step = kept["step"]

    def _save(self) -> None:
        adapter = {
            name: value.contiguous().to(torch.float16) for name, value in get_peft_model_state_dict(self.model).items()
        }
        partial = self.out / f".{_ADAPTER}"
        save_file(adapter, partial, metadata={"format": "pt"})
        partial.replace(self.out / _ADAPTER)
        config = self.model.peft_config["default"].to_dict()
        kept = {name: sorted(value) if isinstance(value, set) else value for name, value in config.items()}
        kept["base_model_name_or_path"] = self.recipe.base.name
        (self.out / "adapter_config.json").write_text(json.dumps(kept, indent=1, default=str), encoding="utf-8")


def main(arguments: list[str]) -> int:
    recipe = read_recipe(arguments[0])
    examples_file, out, models = (Path(argument) for argument in arguments[1:4])
    most = int(arguments[4]) if len(arguments) > 4 else None
    torch.set_num_threads(recipe.threads)
    torch.use_deterministic_algorithms(True, warn_only=True)
    out.mkdir(parents=True, exist_ok=True)
    model, tokenizer = load_base(recipe, models)
    listed = json.loads(examples_file.read_text(encoding="utf-8"))
    learnt, held = (
        [encoded(Example(**one), tokenizer, recipe.schedule.longest) for one in listed[part]]
        for part in ("training", "held_out")
    )
    Training(recipe, learnt, held, model, out).run(most)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except RecipeFault as fault:
        sys.stderr.write(f"{fault}\n")
        sys.exit(2)
