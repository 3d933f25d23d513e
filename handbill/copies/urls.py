"""Addresses of this room."""

from django.urls import path, register_converter

from handbill.copies.codes import CodeConverter
from handbill.copies.views import issues, ledger, moving

register_converter(CodeConverter, "code")

urlpatterns = [
    path("copies/", issues.newest, name="batches"),
    path("copies/issues/", issues.all_issues, name="copies_issues"),
    path("copies/issues/<uuid:issue_id>/", issues.issue, name="copies_issue"),
    path("copies/batches/<uuid:batch_id>/", issues.batch, name="copies_batch"),
    path("copies/batches/<uuid:batch_id>/trial/", moving.trial, name="copies_trial"),
    path("copies/holders/", issues.holders, name="copies_holders"),
    path("copies/holders/<uuid:holder_id>/", issues.holder, name="copies_holder"),
    path("copies/new/", moving.print_run, name="copies_run"),
    path("copies/move/", moving.move, name="copies_move"),
    path("copies/count/", moving.count, name="copies_count"),
    path("copies/ledger/", ledger.ledger, name="copies_ledger"),
    path("copies/movements/<uuid:line_id>/correction/", ledger.correction, name="copies_correction"),
    path("copies/gaps/<uuid:line_id>/", ledger.gap, name="copies_gap"),
]
