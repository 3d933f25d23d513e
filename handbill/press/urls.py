"""Addresses of this room."""

from django.urls import path

from handbill.press.views import articles, issues, paper, pictures, prints

urlpatterns = [
    path("paper/", paper.paper, name="press"),
    path("paper/standing/", paper.standing, name="press_standing"),
    path("paper/put-away/", paper.put_away, name="press_put_away"),
    path("paper/issues/new/", issues.new_issue, name="press_issue_new"),
    path("paper/issues/<uuid:make_id>/", issues.issue, name="press_issue"),
    path("paper/issues/<uuid:make_id>/change/", issues.change, name="press_issue_change"),
    path("paper/issues/<uuid:make_id>/pieces/", issues.pieces, name="press_issue_pieces"),
    path("paper/issues/<uuid:make_id>/order/", issues.order, name="press_issue_order"),
    path("paper/issues/<uuid:make_id>/readiness/", issues.readiness, name="press_issue_readiness"),
    path("paper/issues/<uuid:make_id>/publication/", issues.publication, name="press_issue_publication"),
    path("paper/issues/<uuid:make_id>/front.png", issues.front, name="press_issue_front"),
    path("paper/issues/<uuid:make_id>/prints/", prints.ask, name="press_prints"),
    path("paper/prints/<uuid:order_id>/", prints.progress, name="press_print_order"),
    path("paper/prints/<uuid:order_id>/file/", prints.file, name="press_print_file"),
    path("paper/places/<uuid:piece_id>/", issues.place, name="press_place"),
    path("paper/pieces/new/", articles.new_article, name="press_article_new"),
    path("paper/pieces/<uuid:article_id>/", articles.article, name="press_article"),
    path("paper/pieces/<uuid:article_id>/as-read/", articles.as_read, name="press_as_read"),
    path("paper/pieces/<uuid:article_id>/asking/", articles.asking, name="press_asking"),
    path("paper/pieces/<uuid:article_id>/reading/", articles.reading, name="press_reading"),
    path("paper/pieces/<uuid:article_id>/putting-away/", articles.putting_away, name="press_putting_away"),
    path("paper/pieces/<uuid:article_id>/versions/<int:number>/", articles.version, name="press_version"),
    path("paper/pictures/", pictures.pictures, name="press_pictures"),
    path("paper/pictures/<uuid:picture_id>/", pictures.picture, name="press_picture"),
    path("paper/pictures/<uuid:picture_id>/<int:width>/", pictures.size, name="press_picture_size"),
]
