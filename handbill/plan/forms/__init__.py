"""What people write in this room."""

from handbill.plan.forms.outing import FirstOuting, OutingForm
from handbill.plan.forms.place import PlaceForm
from handbill.plan.forms.preparing import BookingForm, GuideForm, ItemForm, RevokeForm

__all__ = ["BookingForm", "FirstOuting", "GuideForm", "ItemForm", "OutingForm", "PlaceForm", "RevokeForm"]
