// The picture of the learning lines: a tap on a stone shows it without a new page, so that one does
// not lose one's place. Without this file every stone is a link that does the same.

const picture = document.querySelector(".lines");
const scroller = picture?.closest(".scroll-x");

function light(goal) {
  for (const stone of picture.querySelectorAll(".step-stone")) {
    stone.classList.remove("chosen", "before", "after");
    stone.removeAttribute("aria-current");
  }
  for (const way of [...picture.querySelectorAll(".way")]) {
    const { first, then } = way.dataset;
    const lit = first === goal || then === goal;
    way.classList.toggle("lit", lit);
    if (lit) way.parentNode.append(way); // on top of the others
    if (then === goal) stone(first)?.classList.add("before");
    if (first === goal) stone(then)?.classList.add("after");
  }
  const chosen = stone(goal);
  chosen?.classList.add("chosen");
  chosen?.setAttribute("aria-current", "true");
}

function stone(goal) {
  return document.getElementById(`stone-${goal}`);
}

picture?.addEventListener("click", (event) => {
  const link = event.target.closest(".step-stone");
  if (!link || !window.htmx || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const address = link.getAttribute("href").split("#")[0];
  light(link.dataset.goal);
  history.replaceState(null, "", address);
  window.htmx
    .ajax("GET", address, { target: "#goal-card", select: "#goal-card", swap: "outerHTML" })
    .then(() => {
      const told = document.querySelector(".goal-around");
      document.getElementById("announcer").textContent = told?.textContent ?? "";
    });
});

// A goal that is chosen in the address is brought into view, sideways only.
const chosen = picture?.querySelector(".chosen rect");
if (chosen && scroller) {
  scroller.scrollLeft = chosen.x.baseVal.value - scroller.clientWidth / 2;
}
