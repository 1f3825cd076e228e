"""The reward of verl, decided by Intervene's reward server. Written by `intervene serve-reward --write-verl`.

verl: reward.custom_reward_function.path=/abs/this_file.py reward.custom_reward_function.name=compute_score
The file has to lie at this path on every node. INTERVENE_REWARD_URL names another server.
"""

@CLIENT@

def compute_score(data_source, solution_str, ground_truth, extra_info=None, **kwargs):
    """The score of one solution. A solution without a grade raises: it is never worth a silent 0."""
    result = verify([{"gold": str(ground_truth), "response": solution_str}])[0]
    if result["reward"] is None:
        raise RuntimeError(f"Intervene's reward server: {result['verdict']}: {result['reason']}")
    return {"score": float(result["reward"]), "verdict": result["verdict"], "reason": result["reason"]}
