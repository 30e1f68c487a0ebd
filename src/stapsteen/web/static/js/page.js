// What every page does beyond plain HTML. Without it every page still works.

// A form that shows something else is sent when a choice changes; htmx does it where it is there.
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-autosubmit]");
  if (form && !window.htmx) form.requestSubmit();
});

// An address that is meant to be copied is selected at once.
document.addEventListener("focusin", (event) => {
  if (event.target.matches("input[data-select]")) event.target.select();
});

// The menu on a small screen closes with Escape, and gives the focus back.
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// Parts that htmx replaces may tell something to who does not see the screen.
document.addEventListener("htmx:afterSwap", (event) => {
  const told = event.target.querySelector?.("[data-announce]");
  if (told) document.getElementById("announcer").textContent = told.dataset.announce;
});

// When the server cannot be reached, say so instead of doing nothing.
for (const name of ["htmx:sendError", "htmx:responseError"]) {
  document.addEventListener(name, (event) => {
    if (event.detail.xhr?.status === 503) return; // the answer itself says that it is busy, among the messages
    const text = document.body.dataset.offline;
    document.getElementById("announcer").textContent = text;
    const place = document.querySelector(".messages");
    if (!place || !text || place.querySelector("[data-offline]")) return;
    const message = document.createElement("div");
    message.className = "message message-warning";
    message.dataset.offline = "";
    message.textContent = text;
    place.append(message);
  });
}
