// The service worker of the page where one writes down what one sees: it opens without a connection.
//
// It keeps that one page, the goals of the school and the files they need, as long as a log-in lasts. What was seen of
// pupils is never kept here. The network goes first whenever it answers.

const KEPT = "stapsteen-kept";
const PATIENCE = 5000; // milliseconds before the kept page is shown instead
const HERE = new URL(self.registration.scope).pathname;
const FILES = new Set(["style", "script", "font", "image"]);

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

/** Whether something is kept: the page itself, the list of goals, and files without names. */
function isKept(request) {
  const { pathname, origin } = new URL(request.url);
  if (origin !== self.location.origin || request.method !== "GET") return false;
  if (FILES.has(request.destination)) return !pathname.startsWith(HERE);
  return pathname === HERE || pathname === `${HERE}doelen/`;
}

/** What was kept, for as long as the school said. Of a page with another question in its address the last one. */
async function kept(request) {
  const place = await caches.open(KEPT);
  const asItIs = { ignoreVary: true }; // whose page it is, viewer.js guards: it throws away what is of somebody else
  const ignoreSearch = request.mode === "navigate";
  const found = (await place.match(request, asItIs)) ?? (await place.match(request, { ...asItIs, ignoreSearch }));
  const until = Date.parse(found?.headers.get("X-Kept-Until") ?? "");
  if (!(until < Date.now())) return found;
  await caches.delete(KEPT); // the log-in is over: no names stay behind
  return undefined;
}

/** Keep an answer; a full disk is no reason not to show it. */
const keep = (request, found) => caches.open(KEPT).then((place) => place.put(request, found)).catch(() => {});

async function answer(request) {
  const before = await kept(request);
  const more = before && request.mode === "navigate" ? { signal: AbortSignal.timeout(PATIENCE) } : {};
  try {
    const found = await fetch(request, more);
    if (found.status === 200 && !found.redirected) await keep(request, found.clone());
    return found;
  } catch (error) {
    if (before) return before;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  if (isKept(event.request)) event.respondWith(answer(event.request));
});
