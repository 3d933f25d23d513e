"""A made-up tenants' union with a year of outings, built through the real actions and really sealed.

The numbers fit the model that copies are planned by: a gamma factor for busy and quiet days, an effect of the place,
volunteers to the power 0.7, a profile within the outing; what was brought follows habit, so some outings ran out.
"""

from handbill.desk.demo.building import DemoBuilt, build_demo

__all__ = ["DemoBuilt", "build_demo"]
