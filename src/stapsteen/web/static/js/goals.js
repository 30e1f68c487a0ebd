// Choosing a goal: those that the chosen pupils work on, and searching in all goals of the school.

const MOST_FOUND = 20;
const AT_FIRST = 12;
const form = document.getElementById("observe");
const search = document.getElementById("search");
const found = document.getElementById("found");
const nothing = document.getElementById("nothing");
const more = document.getElementById("more");
const worked = document.getElementById("worked");
const asMade = [...worked.querySelectorAll("input")]; // in the order of the school
let all = null; // [number, wording, subject, pictogram] of each goal, once they were fetched

const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

/** Put first what all chosen pupils work on, then what some do, then the rest; with nobody chosen all stays as it is. */
export function showWorkedOn(chosen) {
  const fits = (input) => chosen.filter((pupil) => input.dataset.of.split(" ").includes(pupil)).length;
  const rows = chosen.length
    ? [...asMade].sort((one, other) => fits(other) - fits(one)).map((input) => input.closest("li"))
    : [...worked.children];
  const there = [...worked.children];
  if (asMade.length && rows.some((row, place) => row !== there[place])) worked.append(...rows);
  rows.forEach((row, place) => (row.hidden = !more.hidden && place >= AT_FIRST && !row.querySelector(":checked")));
}

/** The goals of a whole group are many: the first of them are in sight, and the rest on request. */
export function offerMore() {
  more.hidden = asMade.length <= AT_FIRST;
  more.addEventListener("click", () => {
    const next = worked.children[AT_FIRST].querySelector("input");
    more.hidden = true;
    for (const row of worked.children) row.hidden = false;
    next.focus();
  });
}

function choiceOf([number, wording, subject, pictogram]) {
  const row = document.getElementById("goal-choice").content.cloneNode(true);
  const input = row.querySelector("input");
  input.value = number;
  input.dataset.name = wording;
  row.querySelector("span[data-name]").textContent = wording;
  row.querySelector("[data-subject]").textContent = subject;
  const use = row.querySelector("use");
  if (pictogram) use.setAttribute("href", use.getAttribute("href").replace(/#.*/, `#${pictogram}`));
  return row;
}

/** Show what was found below the search box; a goal that is chosen stays. */
function showFound() {
  const words = plain(search.value).split(/\s+/).filter(Boolean);
  const fits = ([, wording]) => words.every((word) => plain(wording).includes(word));
  const chosen = found.querySelector("input:checked")?.closest("li");
  const there = new Set(asMade.map((input) => Number(input.value)));
  if (chosen) there.add(Number(chosen.querySelector("input").value));
  const goals = words.length ? all.filter(fits) : [];
  const rows = goals.filter(([number]) => !there.has(number)).slice(0, MOST_FOUND);
  found.replaceChildren(...(chosen ? [chosen] : []), ...rows.map(choiceOf));
  nothing.hidden = !words.length || goals.length > 0;
}

/** Search while typing, when the goals of the school are at hand; else the button asks the server. */
export async function searchHere() {
  const answer = await fetch(form.dataset.goals).catch(() => null);
  if (!answer?.ok) return;
  all = (await answer.json()).goals;
  search.addEventListener("input", showFound);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  document.getElementById("find").hidden = true;
  if (search.value) showFound();
}
