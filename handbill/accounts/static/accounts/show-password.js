// @ts-check
/** The button beside a password that shows what was typed; without script there is none. */

for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll(".show-password"))) {
  const field = document.getElementById(button.getAttribute("aria-controls") ?? "");
  if (field instanceof HTMLInputElement) {
    button.hidden = false;
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => {
      const isShown = field.type === "password";
      field.type = isShown ? "text" : "password";
      button.setAttribute("aria-pressed", String(isShown));
    });
  }
}
