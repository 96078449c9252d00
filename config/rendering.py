"""How forms are drawn: every field as label, help, error and control, wired together for screen readers.

A page writes `{{ form }}` for the whole, or `{{ form.name.as_field_group }}` for one field. A three-answer question is
`forms.RadioSelect(attrs={"class": "answers"})` with the choices yes, no, unknown and "" (not asked), in this order;
how it is known is `forms.RadioSelect(attrs={"class": "source"})` with saw, heard, told. Boxes which must all be ticked
are `forms.CheckboxSelectMultiple(attrs={"class": "must"})`. Every other widget needs nothing.
"""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
