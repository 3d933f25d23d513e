// @ts-check
/** The pictures of the phone: a 24 grid, 2 px strokes, hidden from screen readers since words stand beside them. */

const SVG = "http://www.w3.org/2000/svg";

/** @param {IconName} name @param {string} [className] flip: mirrored where writing runs right to left */
export function icon(name, className = "") {
  const svg = document.createElementNS(SVG, "svg");
  const attributes = { class: className, viewBox: "0 0 24 24", width: "24", height: "24", fill: name === "more" ? "currentColor" : "none" };
  const strokes = { stroke: "currentColor", "stroke-width": "2", "stroke-linecap": "square", "aria-hidden": "true" };
  for (const [key, value] of Object.entries({ ...attributes, ...strokes })) svg.setAttribute(key, value);
  svg.innerHTML = `<path d="${SHAPES[name]}"/>`;
  return svg;
}

/** @typedef {keyof typeof SHAPES} IconName */
const SHAPES = {
  text: "M4 5h16v11H11l-4.5 4v-4H4ZM8 9h8M8 12.5h5",
  lock: "M5 11h14v9.5H5ZM8 11V7.5a4 4 0 0 1 8 0V11M12 15v2",
  undo: "M8.5 5 4 9.5 8.5 14M4.5 9.5H14a5.5 5.5 0 0 1 0 11h-3",
  tick: "m4.5 12.5 5 5L19.5 7",
  plus: "M12 4.5v15M4.5 12h15",
  minus: "M4.5 12h15",
  more: "M3.6 12a1.4 1.4 0 1 0 2.8 0a1.4 1.4 0 1 0-2.8 0ZM10.6 12a1.4 1.4 0 1 0 2.8 0a1.4 1.4 0 1 0-2.8 0ZM17.6 12a1.4 1.4 0 1 0 2.8 0a1.4 1.4 0 1 0-2.8 0Z",
  go: "m9 5 7 7-7 7",
  back: "m15 5-7 7 7 7",
  arrow: "M4 12h15M13 6l6 6-6 6",
  alert: "M12 3.5 21.5 20h-19ZM12 10v5M12 17.2v.6",
  device: "M7 2.5h10v19H7ZM10.5 18.5h3",
  nosignal: "M4 20.5v-3M9.5 20.5v-6.5M15 20.5V16M15 11V9.5M20.5 20.5V4.5M3 4l17.5 16.5",
  signal: "M4 20v-1.5M9 20v-4M14 20v-8M19 20V5",
  sheet: "M6 3h12v18H6ZM9 7h6M9 11h6M9 15h3.5",
  turn: "M5 9a8 8 0 0 1 14.5 1M19 15a8 8 0 0 1-14.5-1M20 5v5h-5M4 19v-5h5",
  clock: "M3.5 12a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0-17 0ZM12 7v5.5l3.5 2",
  place: "M12 21c-4-4.5-6.5-7.6-6.5-11a6.5 6.5 0 0 1 13 0c0 3.4-2.5 6.5-6.5 11ZM9.8 10a2.2 2.2 0 1 0 4.4 0a2.2 2.2 0 1 0-4.4 0Z",
  send: "M12 20V5M5.5 11 12 4.5 18.5 11",
  save: "M12 4v11M6 10l6 6 6-6M4.5 20h15",
  del: "M8 5.5h13v13H8l-6-6.5ZM11.5 9l6 6M17.5 9l-6 6",
  square: "M4 4h6v6H4ZM14 4h6v6h-6ZM4 14h6v6H4ZM14 14h2.5v2.5H14ZM18.5 18.5h1.5M20 14v1M14 20h1",
  help: "M3.5 12a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0-17 0ZM9.5 9.8a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.7M12 16.4v.5",
  list: "M8.5 6h12M8.5 12h12M8.5 18h12M3.5 6h1M3.5 12h1M3.5 18h1",
  pen: "m4 20 1-4.5L16.5 4l3.5 3.5L8.5 19Z",
};
