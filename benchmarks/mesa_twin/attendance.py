"""Activities that remember who was present, which the twin itself has no use for."""

from collections.abc import Iterable

from simulation.reference.activities import ACTIVITIES
from simulation.reference.activity import Activity
from simulation.reference.owner import Owner


class Attended(Activity):
    """An activity that remembers the present of its last session."""

    present: list[Owner]

    def act(self, present: list[Owner]) -> Iterable[Owner]:
        """Note who is present, then do what a session does."""
        self.present = present
        return super().act(present)


ATTENDED: dict[str, type[Attended]] = {
    name: type(activity.__name__, (Attended, activity), {}) for name, activity in ACTIVITIES.items()
}
"""Every activity, by name."""
