// What was written down on this device and how it fares: the list, one line of all of it, and trying again.

import { again, all, readable, takeBack, tidy } from "./queue.js";
import { send } from "./sending.js";

const SOON = 5000; // milliseconds until the first new try; each next one waits twice as long
const LATEST = 5 * 60 * 1000;
const form = document.getElementById("observe");
const { who } = form.dataset;
const list = document.getElementById("queued");
const bar = document.getElementById("connection");
const places = {
  door: form.dataset.door,
  receive: form.dataset.receive,
  takeBackOf: (key) => form.dataset.takeBack.replace(/[0-]{36}/, key),
  words: { fault: form.dataset.fault, unknown: form.dataset.unknown },
};
let trying = null;
let wait = SOON;
let sending = false;
let atOpening = Infinity; // the number of the newest row when the page was opened
let told = 0; // the number of the row that was told beside the levels
const undoLast = document.getElementById("undo-last");

/** Tell something to who does not see the screen. */
export function say(text) {
  document.getElementById("announcer").textContent = text;
}

const partOf = (name) => document.getElementById(name).content.cloneNode(true);

function lineOf(one) {
  const made = partOf("queued-row").firstElementChild;
  const what = one.lost ? form.dataset.lost : one.what;
  const undo = made.querySelector("[data-undo]");
  made.classList.add(`is-${one.state}`);
  made.dataset.number = one.number;
  made.querySelector(".queued-state").append(partOf(`state-${one.state}`));
  made.querySelector("[data-what]").textContent = what;
  made.querySelector("[data-why]").textContent = (one.state === "refused" && one.why) || "";
  made.querySelector("[data-again]").hidden = one.state !== "refused" || Boolean(one.lost);
  undo.setAttribute("aria-label", `${undo.textContent.trim()}: ${what}`);
  return made;
}

/** One line of all of it: refused goes before waiting, and that before all that is well. */
function showSum(mine) {
  const count = (state) => mine.filter((one) => one.state === state).length;
  const waiting = count("waiting");
  const name = count("refused") ? "refused" : waiting ? (sending ? "sending" : "waiting") : "arrived";
  const sum = document.getElementById("sum");
  document.getElementById("last").hidden = !mine.length;
  sum.className = `sum is-${name}`;
  sum.replaceChildren(partOf(`sum-${name}`));
  const number = sum.querySelector("[data-n]");
  if (number) number.textContent = name === "refused" ? count("refused") : waiting;
  localStorage.waiting = JSON.stringify({ who, n: mine.length - count("sent") }); // other pages tell it: viewer.js
}

/** Show what was written down here by who is logged in; of others only that there is something. */
export async function show() {
  const rows = await all();
  const ours = rows.filter((one) => one.who === who && !one.undone).reverse();
  const mine = await Promise.all(ours.map(readable));
  const focused = document.activeElement?.closest?.("[data-number]")?.dataset.number;
  list.replaceChildren(...mine.map(lineOf));
  list.querySelector(`[data-number="${focused}"] [data-undo]`)?.focus();
  const others = rows.some((one) => one.who !== who && one.state !== "sent");
  document.getElementById("of-others").hidden = !others;
  document.getElementById("queue").hidden = !mine.length && !others;
  showSum(mine);
  showUndo(mine[0]);
}

/** What was just written down is taken back where one is: beside the four levels. */
function showUndo(newest) {
  const fresh = newest && newest.number > atOpening;
  undoLast.hidden = !fresh;
  undoLast.dataset.number = fresh ? newest.number : "";
  if (fresh && newest.number !== told) {
    told = newest.number;
    document.getElementById("ready").textContent = newest.what;
  }
}

/** Tell the newest line, once it is known how it went. */
function tellFirst() {
  const first = list.firstElementChild;
  if (first) say(`${first.querySelector(".queued-state").textContent.trim()}: ${first.querySelector(".grow").textContent.trim()}`);
}

/** Send what waits; when that fails say so, and try again by itself, less and less often. */
export async function sendAll() {
  clearTimeout(trying);
  const before = (await all()).some((one) => one.who === who && one.state === "waiting");
  sending = before;
  const said = await send(who, places, show);
  sending = false;
  if (said === "busy") return later(); // another window is sending: look again what is left
  bar.hidden = said === "on";
  if (said === "on") wait = SOON;
  else {
    bar.querySelector("div").textContent = said === "log in" ? form.dataset.logIn : form.dataset.offline;
    later();
  }
  await show();
  if (before) tellFirst();
}

function later() {
  trying = setTimeout(sendAll, wait);
  wait = Math.min(wait * 2, LATEST);
}

/** Try at once: something was written down, or there is a network again. */
export function sendNow() {
  wait = SOON;
  return sendAll();
}

async function undo(number, focusNext) {
  await takeBack(number);
  say(form.dataset.undone);
  focusNext.focus();
  await show();
  await sendNow();
}

list.addEventListener("click", async (event) => {
  const number = Number(event.target.closest("[data-number]")?.dataset.number);
  if (event.target.closest("[data-undo]")) return undo(number, document.getElementById("queue-heading"));
  if (!event.target.closest("[data-again]")) return;
  await again(number);
  await show();
  await sendNow();
});

undoLast.addEventListener("click", () => {
  document.getElementById("ready").textContent = form.dataset.undone;
  undo(Number(undoLast.dataset.number), form.querySelector(".level"));
});

/** Show what is there from before, send it, and go on whenever there is reason to. */
export async function begin() {
  window.addEventListener("online", sendNow);
  document.addEventListener("visibilitychange", () => document.hidden || sendNow());
  await tidy();
  atOpening = Math.max(0, ...(await all()).map((one) => one.number));
  await show();
  sendNow();
}
