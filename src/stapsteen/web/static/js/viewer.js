// Whose page this is: what a device keeps of one person is thrown away when that person is gone.
//
// The page that was kept for working offline (offline.js) has names of pupils on it. What still waits to be sent is sealed and
// stays (sealing.js): it goes when its owner logs in again.

const { viewer } = document.body.dataset; // empty when nobody is logged in
const forget = () => window.caches?.delete("stapsteen-kept");

/** How much somebody wrote down here that is not at the school yet. */
function waitsOf(who) {
  const waiting = JSON.parse(localStorage.waiting ?? "{}");
  return waiting.who === who ? waiting.n : 0;
}

/** Whether the school answers at all, whatever it says. Asked for a file: to ask for a pupil's page is to open it. */
const reaches = () => fetch(import.meta.url, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(5000) }).then(() => true, () => false);

document.addEventListener("submit", async (event) => {
  if (!event.target.matches("form[data-sign-out]")) return;
  event.preventDefault();
  if (!(await reaches())) return window.alert(document.body.dataset.offline); // one would stay logged in
  if (waitsOf(viewer) && !window.confirm(event.target.dataset.waiting)) return;
  await forget();
  event.target.submit();
});

if ((localStorage.viewer ?? "") !== viewer) {
  localStorage.viewer = viewer;
  forget();
}

// Also a page that is still open in another window, or comes back with the back button, shows nothing of somebody else.
const leave = () => localStorage.viewer !== viewer && location.reload();
if (viewer) {
  window.addEventListener("storage", leave);
  window.addEventListener("pageshow", (event) => event.persisted && leave());
}

// What was written down on this device and is not at the school yet, is told on every page of who wrote it.
const told = document.getElementById("written-here");
if (told && waitsOf(viewer) && !document.getElementById("observe")) told.hidden = false;
