// @ts-check
/** The head of the paper follows what is typed: its name, the group's name, the ink. */

const form = document.querySelector("form");
const [paper, group] = ["[data-flag-paper]", "[data-flag-group]"].map((name) => document.querySelector(name));
const first = paper?.textContent ?? "";

function draw() {
  if (!form || !paper || !group) return;
  const typed = new FormData(form);
  paper.textContent = String(typed.get("paper") || typed.get("name") || first).toUpperCase();
  paper.setAttribute("fill", String(typed.get("ink") || "#0E5362"));
  if (typed.get("name")) group.textContent = String(typed.get("name"));
}

form?.addEventListener("input", draw);
draw();
