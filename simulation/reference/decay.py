"""What fades from week to week (ODD 7.1)."""

from simulation.reference.owner import Owner


def decay(owner: Owner) -> None:
    """Let evidence, ties, skills and knowledge of one owner fade."""
    _fade_evidence(owner)
    skill_kept = kept_a_week(owner.behaviour.skill_half_life)
    knowledge_kept = kept_a_week(owner.behaviour.knowledge_half_life)
    mentored_kept = kept_a_week(owner.behaviour.mentored_half_life)
    owner.communication = fade(owner.communication, owner.communication_start, skill_kept)
    owner.conflict = fade(owner.conflict, owner.conflict_start, skill_kept)
    for topic, start in enumerate(owner.knowledge_start):
        taught = owner.mentored[topic]
        # what a mentor taught is part of the knowledge, but keeps a share of its own
        owner.knowledge[topic] = fade(owner.knowledge[topic], start, knowledge_kept)
        owner.knowledge[topic] += taught * (mentored_kept - knowledge_kept)
        owner.mentored[topic] = taught * mentored_kept


def _fade_evidence(owner: Owner) -> None:
    behaviour, ledger = owner.behaviour, owner.model.ledger
    for known in owner.acquaintances.values():
        good, bad = known.good, known.bad
        known.good *= behaviour.memory
        known.bad *= behaviour.memory
        ledger.enter("fading", known.owner.group == owner.group, known.good - good, known.bad - bad)
        if owner.index < known.owner.index:  # the tie is shared: it decays once
            known.tie.strength *= 1 - behaviour.tie_decay
    for group in range(len(owner.prior)):
        owner.group_good[group] *= behaviour.group_memory
        owner.group_bad[group] *= behaviour.group_memory


def fade_vision(owner: Owner) -> None:
    """Let what a shared vision raised move back: anchors of norms and initial beliefs."""
    kept = kept_a_week(owner.behaviour.vision_half_life)
    owner.anchors = [
        fade(now, start, kept) for now, start in zip(owner.anchors, owner.anchors_start, strict=True)
    ]
    owner.prior = [fade(now, start, kept) for now, start in zip(owner.prior, owner.prior_start, strict=True)]


def forget_the_faint(owner: Owner) -> None:
    """Forget, on both sides, everybody of whom this side keeps next to nothing."""
    for known in list(owner.acquaintances.values()):
        if known.is_faint():
            owner.forget(known.owner, "forgetting")


def fade(value: float, start: float, kept: float) -> float:
    """Return the value moved towards its start; ``kept`` of the difference remains after a week."""
    return start + (value - start) * kept


def kept_a_week(half_life: float) -> float:
    """Return the share of a difference that is left after a week."""
    return float(2.0 ** (-1.0 / half_life))
