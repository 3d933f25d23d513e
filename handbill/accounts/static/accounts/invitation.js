// @ts-check
/** Takes the invitation out of the address, where it would stay in the history, into the form, and goes on. */

const text = location.hash.slice(1);
const form = document.getElementById("invitation");
const field = document.getElementById("id_invitation");

if (text && form instanceof HTMLFormElement && field instanceof HTMLInputElement) {
  history.replaceState(null, "", location.pathname);
  field.value = text;
  form.requestSubmit();
}
