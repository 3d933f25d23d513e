// @ts-check
/** What stands behind the # of a square: an outing's pass, or a member's own way in from the desk. */

/** @typedef {{pass: string} | {outing: string, token: string}} Invitation */

const MEMBER = /^member\/([0-9a-f-]{36})\/([A-Za-z0-9]+)$/;
const PASS = /^[\w-]{16,64}$/;

/** @param {string} text a whole link, or only what stands behind # @returns {Invitation | undefined} */
export function invitationIn(text) {
  const behind = text.trim().split("#").at(-1) ?? "";
  const member = MEMBER.exec(behind);
  if (member) return { outing: member[1], token: member[2] };
  return PASS.test(behind) ? { pass: behind } : undefined;
}
