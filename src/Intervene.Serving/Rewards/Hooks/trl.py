"""A reward function of TRL, decided by Intervene's reward server. Written by `intervene serve-reward --write-trl`.

from this_file import intervene_reward
trainer = GRPOTrainer(reward_funcs=intervene_reward, …)
GOLD_COLUMN is the dataset's column that holds the correct answer. INTERVENE_REWARD_URL names another server.
"""

@CLIENT@
GOLD_COLUMN = os.environ.get("INTERVENE_GOLD_COLUMN", "answer")


def intervene_reward(completions, log_extra=None, log_metric=None, **columns):
    """The rewards of a batch. A completion without a grade gets None, which TRL leaves out: it is never worth a silent 0."""
    if GOLD_COLUMN not in columns:
        raise KeyError(f"the dataset has no column '{GOLD_COLUMN}' of correct answers; set GOLD_COLUMN to one of {sorted(columns)}")
    texts = [completion if isinstance(completion, str) else completion[-1]["content"] for completion in completions]
    results = verify([{"gold": str(gold), "response": text} for gold, text in zip(columns[GOLD_COLUMN], texts, strict=True)])
    if log_extra is not None:
        log_extra("verdict", [result["verdict"] for result in results])
        log_extra("reason", [result["reason"] for result in results])
    if log_metric is not None:
        log_metric("intervene/ungraded", sum(result["reward"] is None for result in results) / max(1, len(results)))
    return [None if result["reward"] is None else float(result["reward"]) for result in results]
