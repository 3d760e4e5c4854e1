"""Templates: the steps of a piece of work that comes again, dated from the day it is for."""

from shopkit.plans.built_in import BUILT_IN
from shopkit.plans.steps import Dated, Plan, Step, dated, spoken

__all__ = ["BUILT_IN", "Dated", "Plan", "Step", "dated", "spoken"]
