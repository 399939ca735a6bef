"""How to make this page again."""

from shlex import join

from simulation.report.blocks import Bullets, Code, Section, Table
from simulation.report.command_line import words_of
from simulation.report.facts import Facts
from simulation.store.experiment_files import RESOLVED


def reproduction(facts: Facts) -> Section:
    """Return the command, and all that decides the numbers."""
    words, manifest, config = facts.words, facts.manifest, facts.config
    section = Section("reproduction", words("reproduction.title"))
    section.say(words("reproduction.about"))
    fixed = isinstance(config.replicates, int)
    replicates = config.replicates if fixed else facts.replicates
    section.add(Code(join(["kampung", *words_of(["run"], RESOLVED, {"language": words.language})])))
    section.say(words("reproduction.file"))
    host = manifest.get("host", {})
    rows = [
        [words("reproduction.study"), config.name],
        [words("reproduction.seed"), str(config.seed)],
        [words("reproduction.replicates"), str(replicates)],
        [words("reproduction.hash"), str(manifest.get("config_hash") or config.hash())],
        [words("reproduction.commit"), str(manifest.get("git_commit") or words("reproduction.unknown"))],
        [
            words("reproduction.python"),
            " ".join(str(host[k]) for k in ("python", "system", "machine") if k in host),
        ],
        *([name, str(version)] for name, version in manifest.get("versions", {}).items()),
        [words("reproduction.finished"), str(manifest.get("written", words("reproduction.unknown")))],
    ]
    head = [words("reproduction.what"), words("reproduction.value")]
    section.add(Table(words("reproduction.caption"), head, rows, left=(1,)))
    section.say(words("reproduction.method"))
    section.add(
        Bullets(
            [
                words("reproduction.paired"),
                words("sets.method" if facts.several_sets else "reproduction.interval"),
                words("reproduction.recent", **facts.config.window.model_dump()),
            ]
        )
    )
    return section
