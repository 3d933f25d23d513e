"""Addresses of this room."""

from django.urls import path

from handbill.learn.views import numbers, questions

urlpatterns = [
    path("learn/", numbers.learn, name="learn"),
    path("learn/asked/", numbers.asked, name="asked_most"),
    path("learn/questions/", questions.questions, name="questions"),
    path("learn/questions/new/", questions.new_questions, name="questions_new"),
    path("learn/questions/left-out/", questions.left_out, name="questions_left_out"),
    path("learn/gatherings/", questions.gatherings, name="gatherings"),
    path("learn/gatherings/<uuid:gathering>/undone/", questions.undone, name="gathering_undone"),
    path("learn/questions/<uuid:id>/", questions.question, name="question"),
    path("learn/questions/<uuid:id>/answers/", questions.answers, name="answers"),
    path("learn/questions/<uuid:id>/end/", questions.end, name="question_end"),
    path("learn/questions/<uuid:id>/return/", questions.back_on_the_list, name="question_return"),
    path("learn/answers/<uuid:id>/agreement/", questions.agreement, name="answer_agreement"),
    path("learn/answers/<uuid:id>/withdrawal/", questions.withdrawal, name="answer_withdrawal"),
]
