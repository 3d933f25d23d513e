"""The phone app's modules in one file: all that was written, in an order that runs, doing the same."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from handbill.field import assets
from handbill.field.joined import CannotJoin, join_scripts, join_sheets, named_in, without_comment_lines


def run(script: str, folder: Path) -> str:
    """What node prints for a module."""
    assert shutil.which("node"), "node is missing: apt-get install nodejs"
    file = folder / "joined.mjs"
    file.write_text(script)
    done = subprocess.run(["node", str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def joined(modules: dict[str, str]) -> str:
    return join_scripts("field/main.js", lambda name: modules[name])


MODULES = {
    "field/main.js": """// @ts-check
import { once } from "./parts/once.js";
import { BASE, Box, plus as add, told } from "./sum.js";
import { small as tiny } from "./vendor/small.js";

void told().then((word) => console.log(JSON.stringify([add(BASE, 1), new Box().value, tiny, once, word])));
""",
    "field/sum.js": """/** Adds. */
import { once } from "./parts/once.js";

/** Where it begins. */
export const BASE = 40;
export { once as again } from "./parts/once.js";

/** @param {number} a @param {number} b */
export function plus(a, b) {
  return /** @type {number} */ (a) + b + once;
}

export class Box {
  value = "/* kept */";
}

export async function told() {
  return "// kept";
}
""",
    "field/parts/once.js": "globalThis.runs = (globalThis.runs ?? 0) + 1;\nexport const once = globalThis.runs;\n",
    "field/vendor/small.js": "let e=7;export{e as small,e as other};\n",
}


def test_one_file_does_what_the_modules_do(tmp_path):
    assert json.loads(run(joined(MODULES), tmp_path)) == [42, "/* kept */", 7, 1, "// kept"]


def test_modules_that_ask_for_each_other_are_refused():
    circle = {
        "field/main.js": 'import { a } from "./a.js";\n',
        "field/a.js": 'import { b } from "./b.js";\nexport const a = 1;\n',
        "field/b.js": 'import { a } from "./a.js";\nexport const b = 1;\n',
    }
    with pytest.raises(CannotJoin, match=r"field/a\.js -> field/b\.js -> field/a\.js"):
        joined(circle)


@pytest.mark.parametrize(
    "line",
    [
        'import "./b.js";',
        'import * as b from "./b.js";',
        'import b from "./b.js";',
        "export default 1;",
        'const b = import("./b.js");',
        "export let b = 1;",
    ],
)
def test_a_form_that_is_not_known_is_refused_and_not_sent_broken(line):
    with pytest.raises(CannotJoin, match=r"field/main\.js"):
        joined({"field/main.js": line + "\n", "field/b.js": "export const b = 1;\n"})


@pytest.mark.parametrize(
    ("source", "sent"),
    [
        ("// why\nlet a = 1;\n", "let a = 1;\n"),
        ("/**\n * Why.\n */\nlet a;", "let a;\n"),
        ("  /** one line */\nlet a;\n\n\nlet b;", "let a;\nlet b;\n"),
        ("let a = 1; // beside\n", "let a = 1; // beside\n"),
        ("let c = /** @type {X} */ (a).b();\n/* c */\n", "let c = (a).b();\n"),
        ("/* a */ let b = 1; /* c */\n", "/* a */ let b = 1; /* c */\n"),
        ('let a = "/* no */";\n', 'let a = "/* no */";\n'),
        ("/** @type {X} */ (a).b();\n", "(a).b();\n"),
    ],
)
def test_only_comments_and_empty_lines_stay_behind(source, sent):
    assert without_comment_lines(source) == sent


def test_sheets_keep_their_order_and_find_their_letters():
    sheets = {
        "base/css/tokens.css": '@font-face { src: url("../fonts/a.woff2") format("woff2"); }\n',
        "field/css/keys.css": '.key { background: url("data:image/svg+xml,x"); }\n',
    }
    sheet = join_sheets(list(sheets), lambda name: sheets[name], "field/css/all.css")
    assert sheet.splitlines() == [
        '@font-face { src: url("../../base/fonts/a.woff2") format("woff2"); }',
        '.key { background: url("data:image/svg+xml,x"); }',
    ]


def test_every_line_of_the_app_is_in_what_is_sent():
    sent = set(assets.current().assets["field/main.js"].plain.decode().splitlines())
    waiting, seen = ["field/main.js"], set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        source = Path(finders.find(name)).read_text(encoding="utf-8")
        waiting += named_in(name, source)
        code = re.sub(
            r'^(import|export)\b[^;"]*?"[^"]*";|export\{[^}]*\};', "", without_comment_lines(source), flags=re.M
        )
        missing = [line for line in code.splitlines() if line and line.removeprefix("export ") not in sent]
        assert not missing, f"{name}: {missing[:3]}"
    assert len(seen) > 50
