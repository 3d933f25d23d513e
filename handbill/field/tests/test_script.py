"""The phone app's modules as one short script: the same program, in an order that runs, with fewer letters."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from handbill.field import assets
from handbill.field.script import CannotJoin, join_scripts
from handbill.field.script.joined import order_of

ROOT = Path(__file__).resolve().parents[3]
SAME_PROGRAM = ROOT / "tests/js/same-program.js"


def node(*arguments: Path) -> subprocess.CompletedProcess:
    assert shutil.which("node"), "node is missing: apt-get install nodejs"
    return subprocess.run(["node", *map(str, arguments)], capture_output=True, text=True, check=False)


def run(script: str, folder: Path) -> str:
    """What node prints for a module."""
    file = folder / "joined.mjs"
    file.write_text(script)
    done = node(file)
    assert done.returncode == 0, done.stderr
    return done.stdout


def joined(modules: dict[str, str]) -> str:
    return join_scripts("field/main.js", lambda name: modules[name])


def of_one(source: str) -> str:
    return joined({"field/main.js": source})


def is_same_program(short: str, modules: dict[str, str], folder: Path) -> subprocess.CompletedProcess:
    """Read by TypeScript, which shares nothing with the grammar that made the short one."""
    (folder / "short.js").write_text(short)
    for name, source in modules.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(source)
    return node(SAME_PROGRAM, folder / "short.js", *[folder / name for name in modules])


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


def test_one_script_does_what_the_modules_do(tmp_path):
    assert json.loads(run(joined(MODULES), tmp_path)) == [42, "/* kept */", 7, 1, "// kept"]


def test_what_phones_are_sent_is_the_program_that_was_written(tmp_path):
    sent = tmp_path / "sent.js"
    before, after = assets.CLASSIC.format("|").split("|")
    script = assets.current().assets["field/main.js"].plain.decode()
    assert script.startswith(before) and script.endswith(after)
    sent.write_text(script.removeprefix(before).removesuffix(after))
    names = order_of("field/main.js", _source_of)
    assert len(names) > 50
    done = node(SAME_PROGRAM, sent, *[Path(finders.find(name)) for name in names])
    assert done.returncode == 0, done.stderr


def _source_of(name: str) -> str:
    return Path(finders.find(name)).read_text(encoding="utf-8")


FORMS = {
    "a name that is the browser's in one place and ours in another": """
      const shown = [];
      function ask(location) { shown.push(location); }
      function open() { return typeof location; }
      ask("here"); console.log(shown, open());""",
    "a name of the browser's as short as ours become": """
      globalThis.e = "the browser's"; globalThis.t = "too";
      const value = 1; function inner(other) { return [e, t, other, value]; }
      console.log(e, t, value, inner(2));""",
    "inner names that hide outer ones": """
      const value = 1;
      function first(value) { { const value = 3; void value; } return () => value; }
      function second() { const inner = () => value; { let value = 9; value += 1; } return inner(); }
      console.log(first(2)(), second(), value);""",
    "fields, keys and methods": """
      class Point { #x = 1; y = 2; static zero = 0; get x() { return this.#x; } set x(to) { this.#x = to; }
        has(other) { return #x in other; } async *walk({ x, y: [first = x] = [] } = {}) { yield x + first; } }
      const point = new Point(); point.x = 5;
      const { x, y: height, ...rest } = { x: point.x, y: point.y, z: 1 };
      const made = { x, height, rest, Point, [`${x}${height}`]: x, "y": 1, get z() { return x; } };
      console.log(JSON.stringify(made), point.has(point), point.has({}), Point.zero);
      for await (const step of point.walk({ x: 1 })) console.log(step);""",
    "values that stand in": """
      const base = 2;
      const sum = (a, b = base + a, { c = b, d: { e } = { e: c } } = {}, [f, ...g] = [e], ...more) => [a, b, c, e, f, g, more];
      let m, n; ({ m, n = m } = { m: 4 }); [m, n] = [n + 1, m];
      console.log(JSON.stringify(sum(1)), m, n);""",
    "loops, catches and cases": """
      const kept = [];
      for (let i = 0, j = 3; i < j; i++) kept.push(() => i);
      for (const one of kept) { const got = one(); if (got === 1) continue; console.log(got); }
      for (const key in { a: 1 }) console.log(key);
      try { throw new Error("no"); } catch ({ message }) { console.log(message); }
      try { null.x; } catch { console.log("caught"); }
      switch (kept.length) { case 3: { const kept = "three"; console.log(kept); break; } default: console.log("other"); }
      let k = 0; do k++; while (k < 3); while (k--); for (;;) break; console.log(k);""",
    "what comes before it is made": """
      console.log(later(), typeof hoisted); var hoisted = 1;
      function later() { return soon; function soon2() {} var soon = soon2.length; }
      if (hoisted) { var inside = hoisted; } console.log(inside);""",
    "functions and classes with names of their own": """
      const factorial = function self(n) { return n < 2 ? 1 : n * self(n - 1); };
      const Made = class Own { static twin() { return Own; } };
      console.log(factorial(5), Made.twin() === Made, (function () { return arguments.length; })(1, 2));""",
    "signs that must not meet": """
      let a = 1, b = 2; const re = /[/"'`]+/g, half = a++ / 2;
      console.log(a + +b, a - -b, a+ ++b, b-- - a, 1 .toFixed(1), half, "a/b".split(/\\//).length, re.test("`"), !--a, typeof void 0);
      const text = `7${a}${b}, ${`in ${a ? "yes}" : `no`} side`} ; }`; console.log(text);""",
    "lines without a semicolon, and holes": """
      let a = 1
      const b = [a, , 2,]
      class C { x = 1
        y = 2; }
      console.log(b.length, [,].length, new C().y)
      a
      ++a
      console.log(a, (() => ({ a, }))().a)""",
}


@pytest.mark.parametrize("form", FORMS)
def test_a_form_means_what_it_meant(form, tmp_path):
    source, short = FORMS[form], of_one(FORMS[form])
    assert run(short, tmp_path) == run(source, tmp_path)
    assert len(short) < len(source) * 0.8


def test_all_forms_together_are_the_program_that_was_written(tmp_path):
    """Many of them make the same names, each in its own module."""
    modules = {f"field/form{n}.js": f"{source}\nexport const form = {n};" for n, source in enumerate(FORMS.values())}
    asking = [f'import {{ form as form{n} }} from "./form{n}.js";\n' for n in range(len(modules))]
    main = "".join(asking) + "console.log(form0 + form1);\n"
    modules["field/main.js"] = main
    done = is_same_program(joined(modules), modules, tmp_path)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "wrong",
    [
        "const a=1;function b(a){return b}",
        "const a=1;function b(c){return a}",
        "const a=1;function b(c){return d}",
        "let a=1;function b(c){return c}",
        "const a=1;function b(c){return c;}c",
    ],
)
def test_another_program_is_not_taken_for_the_same(wrong, tmp_path):
    written = {"main.js": "const value = 1;\nexport function same(thing) {\n  return thing;\n}\n"}
    assert is_same_program("const a=1;function b(c){return c}", written, tmp_path).returncode == 0
    told = is_same_program(wrong, written, tmp_path)
    assert told.returncode != 0
    assert "Error: " in told.stderr


def test_no_short_name_is_a_word_of_the_language(tmp_path):
    """More names than there are of one and two letters."""
    names = range(4000)
    made = "".join(f"const name{n} = {n};\n" for n in names)
    many = f"{made}console.log([{', '.join(f'name{n}' for n in names)}].reduce((sum, n) => sum + n));\n"
    assert int(run(of_one(many), tmp_path)) == sum(names)


def test_a_word_said_to_a_person_is_never_shortened():
    assert (
        of_one('const sentence = "Take the sentence.";\nalert(sentence);\n')
        == 'const e="Take the sentence.";alert(e);\n'
    )


def test_the_same_modules_make_the_same_script():
    assert joined(MODULES) == joined(dict(reversed(MODULES.items())))


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
        'import { c } from "./b.js";',
        "export default 1;",
        'export * from "./b.js";',
        'const b = import("./b.js");',
        "const = 1;",
        "const b = import.meta.url;",
    ],
)
def test_a_form_that_is_not_known_is_refused_and_not_sent_broken(line):
    with pytest.raises(CannotJoin, match=r"field/main\.js"):
        joined({"field/main.js": line + "\n", "field/b.js": "export const b = 1;\n"})
