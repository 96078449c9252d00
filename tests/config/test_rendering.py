"""Forms are drawn with label, help, error and control wired together."""

from django import forms

from config.parts import ExampleForm, QuestionForm


def test_a_wrong_field_names_its_help_and_its_error():
    form = ExampleForm({"started": "quarter to"})
    drawn = str(form["started"].as_field_group())
    assert 'aria-describedby="id_started_helptext id_started_error"' in drawn
    assert 'id="id_started_error"' in drawn
    assert 'id="id_started_helptext"' in drawn
    assert 'aria-invalid="true"' in drawn


def test_a_question_is_a_fieldset_with_the_question_as_its_legend():
    drawn = str(QuestionForm()["paper"].as_field_group())
    assert "<legend>" in drawn
    assert 'aria-describedby="id_paper_helptext"' in drawn
    assert drawn.count('type="radio"') == 4


def test_only_the_empty_answer_can_be_read_as_clear():
    drawn = str(QuestionForm()["paper"].as_field_group())
    assert drawn.count("Clear the answer") == 1


def test_the_whole_form_is_drawn_by_the_same_field_template():
    drawn = str(ExampleForm())
    assert drawn.count('class="field"') == 5


def test_what_is_wrong_with_the_whole_form_comes_first():
    class Picky(forms.Form):
        word = forms.CharField()

        def clean(self):
            raise forms.ValidationError("Both cannot be true.")

    drawn = str(Picky({"word": "x"}))
    assert drawn.index("Both cannot be true.") < drawn.index('name="word"')


def test_a_text_that_looks_like_markup_is_shown_as_written():
    drawn = str(ExampleForm({"account": "<b>they</b> & we"}))
    assert "&lt;b&gt;they&lt;/b&gt; &amp; we" in drawn
