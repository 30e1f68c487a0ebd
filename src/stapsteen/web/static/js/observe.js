// Seeing and writing down without waiting for the network. Without this the form is sent as it is.

import { offerMore, searchHere, showWorkedOn } from "./goals.js";
import { keep } from "./queue.js";
import { begin, sendNow, show } from "./queued.js";
import { offerRecording, smaller, voiceNote } from "./recording.js";
import { takeKey } from "./sealing.js";

const KEPT = "stapsteen-kept"; // the same as in offline.js and viewer.js
const form = document.getElementById("observe");
let writing = false; // a second tap on the same level is not a second observation

const chosenPupils = () => [...form.querySelectorAll("[name=pupil]:checked")];
const chosenGoal = () => form.querySelector("[name=goal]:checked");

/** The first name of a pupil; with the family name where two on the page are called the same. */
function nameOf(input) {
  const { name } = input.dataset;
  const same = [...form.querySelectorAll("[name=pupil]")].filter((one) => one.dataset.name === name);
  return same.length > 1 ? input.closest("label").textContent.trim().replace(/\s+/g, " ") : name;
}

/** Who and what was chosen, in words, above the four levels. */
function inWords() {
  const pupils = chosenPupils();
  const names = pupils.length > 3 ? `${pupils.length} ${form.dataset.pupils}` : pupils.map(nameOf).join(", ");
  return [names, chosenGoal()?.dataset.name].filter(Boolean).join(" · ");
}

function showChoice() {
  document.getElementById("ready").textContent = inWords();
  showWorkedOn(chosenPupils().map((one) => one.value));
  const everybody = document.getElementById("everybody");
  if (!everybody) return;
  const full = form.querySelectorAll("[name=pupil]:not(:checked)").length === 0;
  everybody.querySelector("span").textContent = full ? everybody.dataset.none : everybody.dataset.all;
}

/** Say what is missing, and go there. */
function asksFirst() {
  const missing = chosenPupils().length ? (chosenGoal() ? null : ["noGoal", "what"]) : ["noPupil", "who"];
  if (!missing) return false;
  document.getElementById("ready").textContent = form.dataset[missing[0]];
  form.querySelector(`#${missing[1]} li input, #${missing[1]} input`)?.focus();
  return true;
}

/** Where the device has no room the form goes to the school as it is. */
function sendPlain(level) {
  const hidden = document.createElement("input");
  Object.assign(hidden, { type: "hidden", name: "level", value: level.value });
  form.append(hidden);
  form.submit();
}

/** Keep what was filled in on this device, make room for the next, and send it when that is possible. */
async function write(level) {
  const photo = await smaller(form.elements.photo.files[0]);
  const voice = await voiceNote(form.elements.voice.files[0]);
  const safe = await keep(form.dataset.who, {
    pupils: chosenPupils().map((one) => one.value),
    goal: chosenGoal().value,
    level: level.value,
    note: form.elements.note.value,
    photo,
    voice,
    what: `${inWords()} · ${level.textContent.trim()}`,
  }).then(() => true, () => false);
  if (!safe) return sendPlain(level);
  for (const name of ["note", "photo", "voice"]) form.elements[name].value = "";
  const loose = form.dataset.keep === "pupils" ? [chosenGoal()] : chosenPupils();
  for (const one of loose) one.checked = false;
  showChoice();
  await show();
  sendNow();
}

/** Keep this page and what it needs, so that it opens without a connection; what it needed before goes. */
async function keepPage() {
  if (!navigator.serviceWorker || !window.caches) return;
  await navigator.serviceWorker.register(form.dataset.worker);
  const loaded = performance.getEntriesByType("resource").map((one) => one.name.replace(/#.*/, ""));
  const ours = new Set(loaded.filter((name) => name.startsWith(`${location.origin}/static/`)));
  const place = await caches.open(KEPT);
  await place.addAll([location.href, form.dataset.goals, ...ours]);
  for (const { url } of await place.keys()) {
    if (url.startsWith(`${location.origin}/static/`) && !ours.has(url)) await place.delete(url, { ignoreVary: true });
  }
}

function onSubmit(event) {
  if (event.submitter?.name !== "level") return;
  event.preventDefault();
  if (writing || asksFirst()) return;
  writing = true;
  write(event.submitter).finally(() => (writing = false));
}

form.addEventListener("change", showChoice);
document.getElementById("everybody")?.addEventListener("click", (event) => {
  event.preventDefault();
  const loose = form.querySelectorAll("[name=pupil]:not(:checked)").length > 0;
  for (const one of form.querySelectorAll("[name=pupil]")) one.checked = loose;
  showChoice();
});

offerMore();
showChoice();
searchHere();
if (await takeKey(form.dataset.seal)) {
  offerRecording();
  form.addEventListener("submit", onSubmit);
  await begin();
  keepPage().catch(() => {}); // a page that cannot be kept works as before
  navigator.storage?.persist?.();
}
