"""What the second process compiles: the measures. Run as a program, see :mod:`simulation.second_compiler`."""

from simulation.model.engine import Engine
from simulation.parameters import Behaviour, Group, Sector, VillageProfile
from simulation.second_compiler import end_with_parent

if __name__ == "__main__":
    end_with_parent()
    # all villages have the same types
    everybody = VillageProfile(
        name="any", groups=[Group(name="any", share=1.0)], sectors=[Sector(name="any", share=1.0)]
    )
    Engine(everybody, Behaviour(), 1, burn_in=0).measure()
