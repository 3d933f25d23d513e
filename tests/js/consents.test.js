import assert from "node:assert/strict";
import test from "node:test";
import { agreed, channelsOf, hasNews, sentencesFor } from "../../handbill/field/static/field/parts/consents.js";

const group = { language: "en" };
const wording = (id, purpose, channel, language, text) => ({ id, purpose, channel, language, text });
const outing = {
  wordings: [
    wording("1", "follow_up", "phone", "en", "We ring you."),
    wording("2", "follow_up", "phone", "ar", "نتصل بك."),
    wording("3", "follow_up", "email", "en", "We write to you."),
    wording("4", "news", "email", "en", "We send the paper."),
  ],
};

test("only ways that the group has words for are offered", () => {
  assert.deepEqual(channelsOf(outing), { first: ["phone", "email"], more: [] });
});

test("a group without wordings is offered all ways and no paper", () => {
  assert.equal(channelsOf({ wordings: [] }).first.length, 4);
  assert.equal(hasNews({ wordings: [] }), false);
});

test("people hear the words in their language, else in the group's", () => {
  assert.deepEqual(sentencesFor(outing, group, new Set(["phone"]), "ar"), ["نتصل بك."]);
  assert.deepEqual(sentencesFor(outing, group, new Set(["email"]), "ar"), ["We write to you."]);
});

test("before anything is ticked the first sentence is there to be said", () => {
  assert.deepEqual(sentencesFor(outing, group, new Set()), ["We ring you."]);
});

test("each tick becomes a consent with the wording that was said, and nothing else does", () => {
  assert.deepEqual(agreed(outing, group, new Set(["phone"]), "ar"), {
    channels: ["phone"], consents: [{ purpose: "follow_up", channel: "phone", wording: "2" }],
  });
});

test("getting the paper alone is a way to reach them", () => {
  assert.deepEqual(agreed(outing, group, new Set(["news"])), {
    channels: ["email"], consents: [{ purpose: "news", channel: "email", wording: "4" }],
  });
});

test("a way without words of its own is noted without consent", () => {
  assert.deepEqual(agreed(outing, group, new Set(["signal"])), { channels: ["signal"], consents: [] });
});
