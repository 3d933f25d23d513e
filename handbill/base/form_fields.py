"""Form fields the rooms share."""

from django import forms
from django.core.exceptions import ValidationError


class RowChoice(forms.ModelChoiceField):
    """One row of a query; a value that is not even an id is told the same as a row that is not in it."""

    def to_python(self, value):
        try:
            return super().to_python(value)
        except ValidationError:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from None
