import assert from "node:assert/strict";
import test from "node:test";
import { invitationIn } from "../../handbill/field/static/field/parts/invitation.js";

const PASS = "hUIXCSm5WW4RXZ20L6rO2w";
const OUTING = "018f0000-0000-7000-8000-0000000000b1";

test("a square's whole link and what stands behind # are the same pass", () => {
  assert.deepEqual(invitationIn(`https://desk.example.org/field/#${PASS}`), { pass: PASS });
  assert.deepEqual(invitationIn(` ${PASS}\n`), { pass: PASS });
});

test("the desk's own link names the outing and the session's token", () => {
  assert.deepEqual(invitationIn(`#member/${OUTING}/abcDEF123`), { outing: OUTING, token: "abcDEF123" });
});

test("another square is no invitation", () => {
  for (const text of ["", "https://example.org/menu", "WIFI:S:home;P:secret;;", "#member/x/y"]) assert.equal(invitationIn(text), undefined);
});
