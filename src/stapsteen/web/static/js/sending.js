// Bringing what waits on this device to the school: in order, once, and never under somebody else's log-in.

import { all, change, filesOf, readable, refuse, remove } from "./queue.js";

const MOST_FAILURES = 3; // so often may the server stumble over one row; then a person has a look
const LATER = new Set([408, 429, 502, 503, 504]); // the school cannot be reached: nothing is wrong with the row

function post(address, body, token) {
  body.set("csrfmiddlewaretoken", token);
  return fetch(address, { method: "POST", body, redirect: "manual", headers: { Accept: "application/json" } });
}

/** The token with which one may send now; else why not: "offline" or "log in". */
async function askDoor(who, places) {
  const answer = await fetch(places.door, { redirect: "manual", cache: "no-store" }).catch(() => null);
  if (!answer || answer.status >= 500 || LATER.has(answer.status)) return { said: "offline" };
  const door = answer.ok ? await answer.json().catch(() => ({})) : {}; // a redirect goes to the log-in page
  return door.who === who ? { token: door.token } : { said: "log in" };
}

async function bodyOf(row) {
  const body = new FormData();
  const age = Math.max(0, Math.round((Date.now() - row.madeAt) / 1000));
  for (const [name, value] of Object.entries({ who: row.who, key: row.key, age })) body.set(name, value);
  for (const name of ["goal", "level", "note"]) body.set(name, row[name]);
  for (const pupil of row.pupils) body.append("pupil", pupil);
  for (const [name, file] of Object.entries(await filesOf(row))) if (file) body.append(name, file, name);
  return body;
}

async function reasonOf(answer, words) {
  const { message = words.unknown, advice = "" } = await answer.json().catch(() => ({}));
  return `${message} ${advice}`.trim();
}

/** Keep what the school answered. What it says of going on: "on", "offline" or "log in". */
async function settle(row, answer, words) {
  if (answer.type === "opaqueredirect" || answer.status === 409) return "log in";
  if (LATER.has(answer.status)) return "offline";
  if (answer.status >= 500) {
    const failures = (row.failures ?? 0) + 1;
    await change(row.number, { failures });
    if (failures < MOST_FAILURES) return "offline";
    await refuse(row, words.fault);
  } else if (row.undone && (answer.ok || answer.status === 404)) await remove(row.number);
  else if (answer.ok) await change(row.number, { state: "sent", sentAt: Date.now(), photo: null, voice: null });
  else await refuse(row, await reasonOf(answer, words));
  return "on";
}

async function sendOne(sealed, places, token) {
  const row = await readable(sealed);
  if (row.lost) return (await refuse(row, "")), "on";
  const mine = row.undone || (await change(row.number, { tried: true }));
  if (!mine) return "on"; // taken back just now
  const body = row.undone ? new FormData() : await bodyOf(row);
  const address = row.undone ? places.takeBackOf(row.key) : places.receive;
  const answer = await post(address, body, token).catch(() => null);
  return answer ? settle(row, answer, places.words) : "offline";
}

async function sendRows(who, places, told) {
  let token = null;
  for (;;) {
    const row = (await all()).find((one) => one.who === who && (one.undone || one.state === "waiting"));
    if (!row) return "on";
    if (!token) {
      const door = await askDoor(who, places);
      if (door.said) return door.said;
      token = door.token;
    }
    const said = await sendOne(row, places, token);
    if (said !== "on") return said;
    await told();
  }
}

/** Send what waits of one person, until there is no connection. Calls `told` after each. One window at a time. */
export const send = (who, places, told) =>
  navigator.locks.request("stapsteen-sending", { ifAvailable: true }, (lock) =>
    lock ? sendRows(who, places, told) : "busy",
  );
