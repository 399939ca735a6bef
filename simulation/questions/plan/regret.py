"""How wrong a plan could be: its regret, and what is left of it where the model itself is another."""

from simulation.analysis.alternatives import ALTERNATIVES, AS_IS
from simulation.analysis.direction import sign
from simulation.questions.plan.amounts import told
from simulation.questions.plan.answer import Plans
from simulation.report.answer_facts import AnswerFacts
from simulation.report.blocks import Block, Paragraph, Section, Table

MOST_ROWS = 12
"""Plans in the table of those within the budget: those of least regret."""


def _alternatives(facts: AnswerFacts, answer: Plans) -> list[Block]:
    """Say what becomes of the plan when a mechanism of the model is taken out."""
    words, main = facts.words, answer.outcomes[0]
    lines = answer.alternatives[answer.alternatives["outcome"] == main].to_dict("records")
    by = {str(line["alternative"]): line for line in lines}
    weakest = min(ALTERNATIVES, key=lambda name: sign(main) * by[name]["difference"])
    said = words(
        "plan.alternatives",
        measure=words.measure(main),
        as_is=facts.by(main, by[AS_IS]["difference"]),
        weakest=words.label(ALTERNATIVES[weakest].label, weakest),
        least=facts.by(main, by[weakest]["difference"]),
        villages=by[AS_IS]["villages"],
    )
    labels = {name: words.label(each.label, name) for name, each in ALTERNATIVES.items()}
    rows = [
        [label, facts.by(main, by[name]["difference"])]
        for name, label in {AS_IS: words("plan.as_is"), **labels}.items()
    ]
    head = [words(f"plan.head_{name}") for name in ("assumption", "gain")]
    return [Paragraph(said), Table(words("plan.alternatives_table"), head, rows, folded=True)]


def regret(facts: AnswerFacts, answer: Plans) -> Section:
    """Return what the best plan in hindsight would have reached more, and the other assumptions."""
    words, main = facts.words, answer.outcomes[0]
    section = Section("regret", words("plan.regret"))
    found = {str(row["plan"]): row for row in answer.regrets().to_dict("records")}
    own = found[answer.name(answer.bought)]
    least = min(found, key=lambda name: (found[name]["worst_tenth"], name != own["plan"]))
    section.say(
        words("plan.regret_reading", measure=words.measure(main)),
        words(
            "plan.regret_own",
            mean=told(facts, main, own["regret"]).lstrip("+"),
            worst=told(facts, main, own["worst_tenth"]).lstrip("+"),
            least=told(facts, main, own["least"]),
        ),
        words("plan.regret_least")
        if least == own["plan"]
        else words(
            "plan.regret_other",
            cost=words.rupiah(found[least]["cost"]),
            worst=told(facts, main, found[least]["worst_tenth"]).lstrip("+"),
        ),
    )
    section.add(*_alternatives(facts, answer))
    ranked = sorted(found.items(), key=lambda entry: entry[1]["regret"])[:MOST_ROWS]
    numbers = {answer.name(plan): plan for plan in range(len(answer.doses))}
    rows = [
        [
            words.rupiah(row["cost"]),
            words(f"plan.verdict_{answer.verdict(numbers[name])}"),
            told(facts, main, answer.effect(numbers[name], main)["difference"]),
            *(told(facts, main, row[column]).lstrip("+") for column in ("regret", "worst_tenth")),
            told(facts, main, row["least"]),
            words.all_of([words.activity(each) for each in answer.doses[numbers[name]]]),
        ]
        for name, row in ranked
    ]
    heads = ("cost", "verdict", "gain", "regret", "worst", "least", "activities")
    head = [words(f"plan.head_{name}") for name in heads]
    section.add(Table(words("plan.regret_table", count=len(rows)), head, rows, folded=True, left=(1, 6)))
    return section
