"""The phone app's sheets in one file."""

from handbill.field.sheets import join_sheets


def test_sheets_keep_their_order_and_find_their_letters():
    sheets = {
        "base/css/tokens.css": '/* Why. */\n@font-face { src: url("../fonts/a.woff2") format("woff2"); }\n\n',
        "field/css/keys.css": '.key {\n  background: url("data:image/svg+xml,x");\n}\n',
    }
    sheet = join_sheets(list(sheets), lambda name: sheets[name], "field/css/all.css")
    assert sheet.splitlines() == [
        '@font-face { src: url("../../base/fonts/a.woff2") format("woff2"); }',
        ".key {",
        'background: url("data:image/svg+xml,x");',
        "}",
    ]
