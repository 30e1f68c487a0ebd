// Moving pupils between groups by drag, and the focus that follows a move. Taking up and putting
// down by tap or by key are forms of the page, and work without this.

const board = () => document.getElementById("board");
const held = () => board().querySelector('[data-pupil][aria-pressed="true"]');
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
let dragged = null; // the number of the pupil that is dragged

document.addEventListener("keydown", (event) => {
  if (!board()?.contains(event.target)) return;
  if (event.key === "Escape" && held()) {
    event.preventDefault();
    held().click();
  } else if (event.key in STEPS && event.target.matches("[data-here]")) {
    event.preventDefault();
    const places = [...board().querySelectorAll("[data-here]")];
    const next = places.indexOf(event.target) + STEPS[event.key];
    places[(next + places.length) % places.length].focus();
  } else if (event.key === "z" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    document.getElementById("undo")?.click();
  }
});

const groupUnder = (event) => event.target.closest?.("#board [data-group]");

function mark(group) {
  for (const one of board().querySelectorAll(".is-over")) one.classList.remove("is-over");
  group?.classList.add("is-over");
}

document.addEventListener("dragstart", (event) => {
  const seat = event.target.closest?.("#board [data-drag]");
  if (!seat) return;
  dragged = seat.dataset.drag;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", seat.querySelector("[data-pupil]").textContent.trim());
});

document.addEventListener("dragover", (event) => {
  const group = dragged && groupUnder(event);
  if (!group) return;
  event.preventDefault();
  mark(group);
});

document.addEventListener("drop", (event) => {
  const group = dragged && groupUnder(event);
  if (!group) return;
  event.preventDefault();
  const values = { pupil: dragged, group: group.dataset.group };
  window.htmx.ajax("POST", board().dataset.put, { target: "#board", swap: "outerHTML", values });
});

document.addEventListener("dragend", () => {
  dragged = null;
  mark(null);
});

// A new board is there: with somebody in the hand the focus goes to the first group, else to who moved.
document.addEventListener("htmx:afterSettle", (event) => {
  if (event.detail.target.id !== "board") return;
  document.getElementById("announcer").textContent = board().dataset.announce;
  const who = board().querySelector(`[data-pupil="${board().dataset.focus}"]`);
  (held() ? board().querySelector("[data-here]") : who)?.focus();
});
