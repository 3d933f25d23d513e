"""The group's questions: those heard, the list, and what it answers."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from handbill.accounts.doors import member_only, remarks_only, unlocked
from handbill.facts.models import Question
from handbill.learn import actions
from handbill.learn.answers import open_answers
from handbill.learn.forms import AnswerForm, GatheringForm, HeardForm, NewQuestionForm, SharedText
from handbill.learn.heard import heard_by, wordings_of
from handbill.learn.hints import seems_personal
from handbill.learn.models import Answer
from handbill.learn.outings import outings_of
from handbill.learn.questions import list_of
from handbill.learn.rights import opening_keyring


@member_only
@require_GET
def questions(request):
    return _list(request)


@remarks_only
@require_POST
def gatherings(request):
    """Put questions heard with one of the list."""
    form = GatheringForm(request.POST, member=request.user)
    if not form.is_valid():
        return _list(request, wrong=form)
    question = form.cleaned_data["question"]
    gathering = actions.gather(form.cleaned_data["facts"], question, by=request.user)
    _say_undoable(request, _("Put with “{question}”.").format(question=question.text), gathering)
    return redirect("questions")


@remarks_only
@require_POST
def new_questions(request):
    """Make a question of the list from questions heard."""
    form = NewQuestionForm(request.POST)
    if not form.is_valid():
        return _list(request, wrong=form)
    text = form.cleaned_data["text"]
    gathering = actions.gather_as_new(form.cleaned_data["facts"], text, by=request.user)
    _say_undoable(request, _("“{question}” is on the list now.").format(question=text), gathering)
    return redirect("questions")


@remarks_only
@require_POST
def left_out(request):
    """No question that others would ask."""
    form = HeardForm(request.POST)
    if not form.is_valid():
        return _list(request, wrong=form)
    facts = form.cleaned_data["facts"]
    gathering = actions.leave_out(facts, by=request.user)
    _say_undoable(request, ngettext("Left out.", "All of them are left out.", len(facts)), gathering)
    return redirect("questions")


@remarks_only
@require_POST
def undone(request, gathering):
    """The way back."""
    actions.undo_gathering(gathering, by=request.user)
    messages.success(request, _("Undone. They are among the questions heard again."))
    return redirect("questions")


@member_only
@require_http_methods(["GET", "POST"])
def question(request, id):
    """One question: its answers and how they came about; POST words it anew."""
    found = _visible(request, id)
    if request.method == "GET":
        return _question(request, found)
    form = SharedText(request.POST)
    if not form.is_valid():
        return _question(request, found, words_form=form)
    actions.reword_question(found, form.cleaned_data["text"], by=request.user)
    messages.success(request, _("Worded anew. What was counted stays with it."))
    return redirect("question", found.id)


@member_only
@require_POST
def answers(request, id):
    """Write an answer; a second member has to agree."""
    found = _visible(request, id)
    form = AnswerForm(request.POST, prefix="answer")
    if not form.is_valid():
        return _question(request, found, answer_form=form)
    actions.write_answer(found, form.cleaned_data["language"], form.cleaned_data["text"], by=request.user)
    messages.success(request, _("Sealed. It goes out to phones when a second member has agreed."))
    return redirect("question", found.id)


@member_only
@require_POST
def agreement(request, id):
    """The second member agrees to what she has read."""
    answer = get_object_or_404(Answer.objects.visible_to(request.user).select_related("question__group"), pk=id)
    if request.keyring is None:
        return _to_unlock(request, answer.question)
    actions.agree_to_answer(answer, request.keyring, by=request.user)
    messages.success(request, _("Agreed. Phones get it with what they fetch next."))
    return redirect("question", answer.question_id)


@member_only
@require_POST
def withdrawal(request, id):
    """The answer is good no more."""
    answer = get_object_or_404(Answer.objects.visible_to(request.user).select_related("question__group"), pk=id)
    actions.withdraw_answer(answer, by=request.user)
    messages.success(request, _("Taken back."))
    return redirect("question", answer.question_id)


@member_only
@require_POST
def end(request, id):
    """Off the list, with the way back."""
    found = _visible(request, id)
    actions.take_off_the_list(found, by=request.user)
    sentence = _("“{question}” is off the list.").format(question=found.text)
    messages.success(request, sentence, extra_tags=f"undo:{reverse('question_return', args=[found.id])}")
    return redirect("questions")


@member_only
@require_POST
def back_on_the_list(request, id):
    found = _visible(request, id)
    actions.return_question(found, by=request.user)
    messages.success(request, _("“{question}” is on the list again.").format(question=found.text))
    return redirect("questions")


def _visible(request, id) -> Question:
    return get_object_or_404(Question.objects.visible_to(request.user).select_related("group"), pk=id)


def _to_unlock(request, question: Question):
    return unlocked(lambda request: None, back=reverse("question", args=[question.id]))(request)


def _say_undoable(request, sentence: str, gathering) -> None:
    messages.success(request, sentence, extra_tags=f"undo:{reverse('gathering_undone', args=[gathering])}")


def _list(request, *, wrong=None):
    member = request.user
    lines = list_of(member, outings_of(member.group))
    listed = [line.question for line in lines]
    heard = heard_by(member, opening_keyring(member, request.keyring), listed)
    chosen = set(request.POST.get("facts", "").split()) if wrong else set()
    context = {
        "lines": lines,
        "heard": heard,
        "chosen": next((one for one in heard.groups if chosen & set(one.fact_ids.split())), None),
        "questions": sorted(listed, key=lambda question: question.text.casefold()),
        "wrong": wrong,
        "may_write": member.may_write_remarks,
    }
    return render(request, "learn/questions.html", context, status=422 if wrong else 200)


def _question(request, question: Question, *, words_form=None, answer_form=None):
    member, keyring = request.user, opening_keyring(request.user, request.keyring)
    versions = list(
        Answer.objects.visible_to(member)
        .filter(question=question)
        .select_related("written_by", "agreed_by", "withdrawn_by")
    )
    opened = open_answers(versions, keyring)
    waiting = [(one, opened[one.id]) for one in versions if not one.agreed_at and not one.withdrawn_at]
    context = {
        "question": question,
        "standing": [one for one in versions if one.agreed_at and not one.withdrawn_at],
        "waiting": [(one, words, seems_personal(words or "")) for one, words in waiting],
        "earlier": [one for one in versions if one.agreed_at and one.withdrawn_at],
        "wordings": wordings_of(question, keyring) if keyring else [],
        "words_form": words_form or SharedText(initial={"text": question.text}),
        "answer_form": answer_form or AnswerForm(prefix="answer", initial={"language": question.group.language}),
        "may_write": member.may_write_remarks,
    }
    return render(request, "learn/question.html", context, status=422 if words_form or answer_form else 200)
