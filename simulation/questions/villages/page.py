"""What programmes do in many villages, and where to go first, in words."""

from simulation.analysis.scenario_discovery import FEWEST
from simulation.questions.villages import priority
from simulation.questions.villages.answer import SEGREGATION, TOP, VillageEffects
from simulation.questions.villages.figures import plot_against, plot_map, plot_ranking, plot_verdicts
from simulation.questions.villages.priority import First
from simulation.questions.villages.traits import Traits
from simulation.report.album import Album
from simulation.report.answer_facts import AnswerFacts
from simulation.report.blocks import Bullets, Pictures, Section, Table

VERDICTS = ("higher", "same", "unsure", "lower")
SHOWN = 20
"""Villages of a ranking that the table shows; all stand in ranking.csv."""


def sections(facts: AnswerFacts, answer: VillageEffects, album: Album) -> list[Section]:
    """Return what programmes do everywhere, and for each where it does most and where to go first."""
    traits = Traits(facts, answer)
    found = [_everywhere(facts, answer, album)]
    for programme in answer.terms.programmes:
        label = facts.scenarios.label(programme)
        section = Section(f"villages_{programme}", facts.words("villages.where", programme=label))
        _map(section, facts, answer, traits, programme, album)
        _ranking(section, facts, answer, programme, album)
        _first(section, facts, answer, traits, programme)
        found.append(section)
    return found


def _everywhere(facts: AnswerFacts, answer: VillageEffects, album: Album) -> Section:
    words, terms = facts.words, answer.terms
    section = Section("everywhere", words("villages.everywhere"))
    section.say(
        words("villages.studies", villages=words.number(len(answer.names), 0), each=terms.each,
              week=terms.week, reference=facts.scenarios.label(facts.config.reference)),
        words("villages.verdicts"),
    )  # fmt: skip
    head = [words("villages.programme"), words("villages.outcome"), words("villages.mean"),
            words("villages.middle"), *(words(f"villages.kind.{kind}") for kind in VERDICTS)]  # fmt: skip
    rows, items = [], []
    for programme, outcome in answer.means:
        verdicts, mean = answer.verdicts(programme, outcome), answer.means[programme, outcome].mean
        counts = [words.number(float((verdicts == kind).sum()), 0) for kind in VERDICTS]
        label, measure = facts.scenarios.label(programme), words.measure(outcome)
        spread = answer.spread(programme, outcome)
        rows.append(
            [label, measure, facts.by(outcome, float(spread.mean)),
             facts.interval(outcome, spread.low, spread.high), *counts]
        )  # fmt: skip
        if outcome == terms.outcome:
            items.append(
                words("villages.counts", programme=words.capital(label), measure=measure, higher=counts[0],
                      same=counts[1], unsure=counts[2], lower=counts[3], villages=words.number(mean.size, 0))
            )  # fmt: skip
    section.add(Bullets(items))
    title = words("villages.everywhere")
    picture = album.picture("verdicts", plot_verdicts(facts, answer), title, " ".join(items))
    section.add(Pictures([picture], words("villages.verdicts_caption"), wide=True))
    section.add(Table(words("villages.table"), head, rows, left=(1,)))
    return section


def _map(
    section: Section,
    facts: AnswerFacts,
    answer: VillageEffects,
    traits: Traits,
    programme: str,
    album: Album,
) -> None:
    words, outcome = facts.words, answer.terms.outcome
    share = answer.share()
    names = ["owners", *([share] if share else []), SEGREGATION[0]]
    correlations = answer.correlations(programme, names)
    told = [
        words("villages.goes_with", trait=traits.label(name), rho=words.number(rho, sign=True))
        for name, rho in correlations.items()
    ]
    section.say(words("villages.correlations", measure=words.measure(outcome)), words.all_of(told) + ".")
    reliability = answer.means[programme, outcome].reliability
    section.say(words("villages.reliability", share=words.percent(reliability)))
    title = words("villages.map_title", measure=words.measure(outcome))
    if share:
        picture = album.picture(
            f"map_{programme}", plot_map(facts, answer, traits, programme, share), title, " ".join(told)
        )
        section.add(Pictures([picture], words("villages.map_caption"), wide=True))
    title = words("villages.against_title", measure=words.measure(outcome))
    picture = album.picture(
        f"against_{programme}", plot_against(facts, answer, traits, programme, names), title, " ".join(told)
    )
    section.add(Pictures([picture], words("villages.against_caption"), wide=True))


def _ranking(
    section: Section, facts: AnswerFacts, answer: VillageEffects, programme: str, album: Album
) -> None:
    words, outcome = facts.words, answer.terms.outcome
    ranked = answer.ranked(programme)
    ranked = ranked[ranked["tier"] > 0]
    if ranked.empty:
        section.say(words("villages.no_cost"))
        return
    tied = int((ranked["tier"] == 1).sum())
    section.say(
        words("villages.worth", measure=words.measure(outcome)),
        words("villages.tied", tied=words.number(tied, 0), villages=words.number(len(ranked), 0),
              tiers=words.number(float(ranked["tier"].max()), 0)),
    )  # fmt: skip
    seen, held, everywhere = answer.held[programme]
    section.say(
        words("villages.luck", top=words.percent(TOP), seen=words.number(seen, 3),
              held=words.number(held, 3), everywhere=words.number(everywhere, 3))
    )  # fmt: skip
    title = words("villages.ranking_title")
    text = words("villages.ranking_caption")
    picture = album.picture(f"ranking_{programme}", plot_ranking(facts, ranked), title, text)
    section.add(Pictures([picture], text, wide=True))
    rows = [
        [
            str(row["village"]), words("villages.ranks", best=row["best_rank"], worst=row["worst_rank"]),
            words.number(row["worth"], 3),
            words("interval", low=words.number(row["low"], 3), high=words.number(row["high"], 3)),
            facts.by(outcome, row["effect"]), words.rupiah(row["cost"]), words.number(row["owners"], 0),
        ]
        for row in ranked.head(SHOWN).to_dict("records")
    ]  # fmt: skip
    head = [words(f"villages.head.{name}") for name in
            ("village", "ranks", "worth", "interval", "effect", "cost", "owners")]  # fmt: skip
    section.add(Table(words("villages.ranking_table", shown=len(rows)), head, rows, folded=True))


def _first(
    section: Section, facts: AnswerFacts, answer: VillageEffects, traits: Traits, programme: str
) -> None:
    """Say where to go first, or that there is no rule."""
    words, found = facts.words, answer.rules[programme]
    best = words.percent(priority.BEST)
    if found.verdict == priority.FEW:
        section.say(words("villages.rule.few", fewest=FEWEST, best=best))
        return
    items = [words(f"villages.rule.{found.verdict}", best=best)]
    if found.taken is not None:
        held = found.taken.held
        items.append(
            words("villages.rule.told", conditions=traits.rule(found.taken), hits=held.hits,
                  inside=held.inside, density=words.percent(held.density), base=words.percent(held.base),
                  coverage=words.percent(held.coverage), best=best)
        )  # fmt: skip
        items += _other(facts, traits, found)
    section.add(Bullets(items))


def _other(facts: AnswerFacts, traits: Traits, found: First) -> list[str]:
    """Tell the rule that was not taken, where both stand."""
    other = found.size if found.taken is found.rule else found.rule
    if other is None or other is found.taken or not other.tree.failing:
        return []
    kind = "by_size" if other is found.size else "by_all"
    return [
        facts.words(f"villages.rule.{kind}", conditions=traits.rule(other), hits=other.held.hits,
                    inside=other.held.inside, density=facts.words.percent(other.held.density))
    ]  # fmt: skip
