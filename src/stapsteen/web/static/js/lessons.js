// Moving lessons in the table by key, by tap and by drag. Without it every lesson opens its form.

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
let held = null; // the lesson in the hand: its event, its columns, and the button it was taken by
let busy = false; // a drop was made, and its answer is not there yet

const page = () => document.getElementById("edit");
const hand = () => document.getElementById("hand");
const dialog = () => document.getElementById("lesson-dialog");
const cells = () => [...page().querySelectorAll("td[data-slot]")];
const lessonOf = (event) => event && page().querySelector(`[data-lesson][value="${CSS.escape(event)}"]`);

/** Tell something to who does not see the screen. */
function say(text) {
  document.getElementById("announcer").textContent = text;
}

/** Write a text in a part of the hand. */
const write = (part, text) => (hand().querySelector(`[data-${part}]`).textContent = text);

/** Whether the lesson in the hand can stand in the column of a cell. */
const fits = (cell) => held.columns.includes(cell.dataset.column);

/** Take a lesson up, and ask what every place costs. */
async function pickUp(button) {
  putBack();
  held = { event: button.value, columns: button.dataset.columns.split(" "), button };
  for (const one of page().querySelectorAll("[data-lesson]")) {
    one.setAttribute("aria-pressed", String(one.value === held.event));
  }
  page().classList.add("is-holding");
  showHand(button);
  say(`${hand().dataset.held}: ${button.ariaLabel}. ${hand().dataset.help}`);
  if (!button.classList.contains("is-locked")) await showPrices(held);
}

function showHand(button) {
  const lock = hand().querySelector("[data-lock]");
  lock.textContent = button.classList.contains("is-locked") ? lock.dataset.off : lock.dataset.on;
  hand().querySelector("#lock [name=event]").value = button.value;
  write("what", `${hand().dataset.held}: ${button.dataset.label}`);
  write("where", "");
  write("price", hand().dataset.help);
  hand().hidden = false;
}

/** Show free, possible or forbidden in every cell, if the same lesson is still in the hand. */
async function showPrices(mine) {
  const address = `${page().dataset.places}?${new URLSearchParams({ event: mine.event })}`;
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const { places } = await answer.json();
  if (held !== mine) return; // put back, or another taken up, while the answer was under way
  for (const cell of cells().filter(fits)) {
    const price = places[cell.dataset.slot];
    if (price) showPrice(cell, ...price);
  }
}

function showPrice(cell, state, words) {
  const mark = document.createElement("span");
  mark.className = "price";
  mark.append(document.getElementById(`price-${state}`).content.cloneNode(true));
  cell.classList.add(`is-${state}`);
  cell.dataset.words = words;
  cell.title = words;
  cell.append(mark);
  if (cell.matches(":focus")) tell(cell);
}

/** Let go of the lesson without moving it. */
function putBack() {
  if (!held) return;
  for (const one of page().querySelectorAll("[data-lesson]")) one.setAttribute("aria-pressed", "false");
  for (const cell of cells()) {
    cell.classList.remove("is-free", "is-price", "is-forbidden", "is-same");
    cell.querySelector(".price")?.remove();
    cell.removeAttribute("title");
    delete cell.dataset.words;
  }
  page().classList.remove("is-holding");
  hand().hidden = true;
  held = null;
}

function cancel() {
  const { button } = held;
  putBack();
  button.focus();
  say(hand().dataset.cancelled);
}

/** Put the lesson down in a cell: the server answers with the new table, or with why not. */
function place(cell) {
  if (busy) return;
  if (cell.contains(held.button)) return void cancel();
  if (!fits(cell)) return void say(hand().dataset.unknown);
  const { revision, view, move } = page().dataset;
  busy = true;
  const values = { event: held.event, time: cell.dataset.slot, revision, view };
  window.htmx.ajax("POST", move, { target: "#edit", swap: "outerHTML", values });
}

/** Show in the hand where one is, and what it costs to put the lesson down there. */
function look(cell) {
  write("where", cell.dataset.name);
  write("price", fits(cell) ? (cell.dataset.words ?? "") : hand().dataset.unknown);
}

/** The same, said aloud as well. */
function tell(cell) {
  look(cell);
  say(`${cell.dataset.name}. ${hand().querySelector("[data-price]").textContent}`);
}

const spot = (cell) => ({
  top: Number(cell.dataset.row),
  end: Number(cell.dataset.row) + Number(cell.dataset.rows ?? 1),
  col: Number(cell.dataset.col),
});

/** The cell next to another one in the direction of an arrow. */
function nextTo(cell, [down, right]) {
  const from = spot(cell);
  const column = cells().filter((one) => spot(one).col === from.col + right);
  if (right) return column.find((one) => spot(one).top <= from.top && from.top < spot(one).end);
  const further = (one) => (down > 0 ? spot(one).top >= from.end : spot(one).end <= from.top);
  const found = column.filter(further);
  return down > 0 ? found[0] : found.at(-1);
}

/** Walk to a cell: to the cell itself while a lesson is held, else to the lesson in it. */
function walk(cell) {
  const lesson = !held && cell.querySelector("[data-lesson]");
  if (lesson) return void lesson.focus();
  cell.tabIndex = -1;
  cell.focus();
  if (held) tell(cell);
}

function openForm(event) {
  const { formPage, view } = page().dataset;
  const address = `${formPage}?${new URLSearchParams({ event, view })}`;
  putBack();
  window.htmx
    .ajax("GET", address, { target: "#lesson-dialog", swap: "innerHTML" })
    .then(() => dialog().showModal());
}

const DO = { form: () => openForm(held.event), cancel, close: () => dialog().close() };

document.addEventListener("click", (event) => {
  if (!page()) return;
  const asked = event.target.closest("[data-do]");
  const duty = event.target.closest("[data-form]");
  const lesson = event.target.closest("#edit [data-lesson]");
  const cell = event.target.closest("#edit td[data-slot]");
  if (asked) return void DO[asked.dataset.do]();
  if (!duty && !lesson && !(held && cell)) return;
  event.preventDefault();
  if (duty) openForm(duty.value);
  else if (held && lesson?.value === held.event) cancel();
  else if (held && cell) place(cell);
  else pickUp(lesson);
});

document.addEventListener("keydown", (event) => {
  if (!page() || event.target.closest("input, select, textarea, dialog")) return;
  const cell = event.target.closest("td[data-slot]");
  const refused = event.target.closest("#refused") && lessonOf(page().dataset.back);
  const lesson = event.target.closest("[data-lesson]") ?? refused;
  const key = event.key.toLowerCase();
  const command = event.ctrlKey || event.metaKey;
  if (command && (key === "z" || key === "y")) {
    event.preventDefault();
    const button = document.getElementById(key === "y" || event.shiftKey ? "redo" : "undo");
    if (button.disabled) say(button.dataset.none);
    else button.click();
  } else if (command || event.altKey) return;
  else if (event.key === "Escape") held ? cancel() : refused?.focus();
  else if (event.key in ARROWS && (cell || (held && lesson))) {
    event.preventDefault();
    const next = cell ? nextTo(cell, ARROWS[event.key]) : cells().find(fits);
    if (next) walk(next);
  } else if (held && cell && !lesson && (key === "enter" || key === " ")) {
    event.preventDefault();
    place(cell);
  } else if (key === "l" && (held || lesson)) lockIt(lesson ?? held.button);
  else if (key === "s" && !held) document.getElementById("gently")?.click();
});

function lockIt(button) {
  hand().querySelector("#lock [name=event]").value = button.value;
  hand().querySelector("#lock").requestSubmit();
}

document.addEventListener("dragstart", (event) => {
  const lesson = event.target.closest?.("#edit [data-lesson]");
  if (!lesson) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", lesson.dataset.label);
  pickUp(lesson);
});

document.addEventListener("dragover", (event) => {
  const cell = held && event.target.closest?.("td[data-slot]");
  if (!cell || !fits(cell)) return;
  event.preventDefault();
  look(cell);
});

document.addEventListener("drop", (event) => {
  const cell = held && event.target.closest?.("td[data-slot]");
  if (!cell) return;
  event.preventDefault();
  place(cell);
});

document.addEventListener("dragend", () => {
  if (held && !busy) cancel();
});

document.addEventListener("mouseover", (event) => {
  const cell = held && event.target.closest?.("#edit td[data-slot]");
  if (cell) look(cell);
});

// While a lesson is held, the page does not refresh itself under the hand.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (held && event.detail.requestConfig.verb === "get" && event.detail.target === page()) {
    event.preventDefault();
  }
});

// A new table is there: the focus stays on the lesson, or goes to why it could not be.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target.id !== "edit") return;
  held = null;
  busy = false;
  if (dialog().open) dialog().close();
  const { said, focus } = page().dataset;
  if (!said) return;
  say(said);
  (lessonOf(focus) || document.getElementById("refused"))?.focus();
});

for (const name of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(name, () => (busy = false));
}
