"""The questions that can be asked of an experiment: a folder and a line each.

The name is that of the command (but for those in :data:`GROUPED`), of the method of
:class:`simulation.api.Study` and of the section of a report. The line names the question's class; beside its
file stand ``command.py``, ``page.py`` and ``words/``, where :mod:`simulation.questions.registry` finds them.
"""

QUESTIONS = {
    "attribute": "simulation.questions.attribution.question:Attribute",
    "sensitivity": "simulation.questions.sensitivity.question:SensitivityQuestion",
    "boundary": "simulation.questions.boundary.question:Boundary",
    "sweep": "simulation.questions.sweep.question:SweepQuestion",
    "plan": "simulation.questions.plan.question:Plan",
    "calibrate": "simulation.questions.calibration.question:Calibrate",
    "discover": "simulation.questions.discovery.question:Discover",
    "villages": "simulation.questions.villages.question:Villages",
    "value": "simulation.questions.value.question:ValueQuestion",
    "ensemble": "simulation.questions.ensemble.question:Ensemble",
    "trial": "simulation.questions.trial.question:Trial",
    "trial_seal": "simulation.questions.trial_seal.question:TrialSeal",
    "network_fit": "simulation.questions.network_fit.question:NetworkFit",
}
"""The questions that ship; another package adds its own through entry points ``kampung.questions``."""
GROUPED = {"network_fit": ("network", "fit"), "trial_seal": ("trial", "seal")}
"""Those whose command is a word of a group of commands."""
