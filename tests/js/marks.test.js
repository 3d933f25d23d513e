import assert from "node:assert/strict";
import { test } from "node:test";

import { marked } from "../../handbill/press/static/press/marks.js";

const all = (value) => ({ value, start: 0, end: value.length });

test("bold goes round what is selected, and away when pressed again", () => {
  const bold = marked({ value: "a word here", start: 2, end: 6 }, "bold");
  assert.equal(bold.value, "a **word** here");
  assert.equal(bold.value.slice(bold.start, bold.end), "word");
  assert.equal(marked(bold, "bold").value, "a word here");
});

test("italic within bold does not take the bold away", () => {
  const bold = marked(all("word"), "bold");
  assert.equal(marked(bold, "italic").value, "***word***");
});

test("a heading, a quote and a list stand before each line", () => {
  assert.equal(marked({ value: "one\ntwo", start: 5, end: 5 }, "heading").value, "one\n## two");
  assert.equal(marked(all("one\ntwo"), "list").value, "- one\n- two");
  assert.equal(marked(all("- one\n- two"), "list").value, "one\ntwo");
});

test("a link selects its address, to be typed over", () => {
  const link = marked({ value: "see ", start: 4, end: 4 }, "link", "words");
  assert.equal(link.value, "see [words](https://)");
  assert.equal(link.value.slice(link.start, link.end), "https://");
});
