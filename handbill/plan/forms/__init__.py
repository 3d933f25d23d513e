"""What people write in this room."""

from handbill.plan.forms.outing import FirstOuting, OutingForm
from handbill.plan.forms.place import PlaceForm
from handbill.plan.forms.preparing import BookingForm, GuessForm, GuideForm, ItemForm, RevokeForm

__all__ = ["BookingForm", "FirstOuting", "GuessForm", "GuideForm", "ItemForm", "OutingForm", "PlaceForm", "RevokeForm"]
