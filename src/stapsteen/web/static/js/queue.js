// What was written down on this device: kept in the database of the browser until the school has it.
//
// Every row belongs to who made it (`who`) and has a `key` of its own, so that it arrives once however often it is sent. A row
// is "waiting", "sent" or "refused"; one that was taken back has `undone`. `words` (and the files) are sealed.

import { sealFile, sealWords, unsealFile, unsealWords } from "./sealing.js";

const NAME = "stapsteen-written";
const SHOWN_FOR = 10 * 60 * 1000; // a sent row stays in sight this long, and can be taken back

let opened = null;

/** The answer to a request of the database of the browser. */
const answerOf = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

function open() {
  if (opened) return opened;
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () =>
    request.result.createObjectStore("rows", { keyPath: "number", autoIncrement: true });
  opened = answerOf(request);
  return opened;
}

/** Do something with the rows; what it wrote is on the disk when this is done. */
async function within(mode, work) {
  const deal = (await open()).transaction("rows", mode);
  const done = new Promise((resolve, reject) => {
    deal.oncomplete = resolve;
    deal.onabort = () => reject(deal.error);
  });
  const found = await work(deal.objectStore("rows"));
  await done;
  return found;
}

/** Keep what one person wrote down; done when it is safe. */
export async function keep(who, { photo, voice, ...words }) {
  const row = {
    who,
    key: crypto.randomUUID(),
    state: "waiting",
    madeAt: Date.now(),
    words: await sealWords(words),
    photo: await sealFile(photo),
    voice: await sealFile(voice),
  };
  return within("readwrite", (rows) => answerOf(rows.add(row)));
}

/** All rows on this device, sealed, in the order in which they were made. */
export const all = () => within("readonly", (rows) => answerOf(rows.getAll()));

/** A row with its words readable, or with `lost` when they are not: the secret of the school was changed. */
export const readable = (row) =>
  unsealWords(row.words).then((words) => ({ ...row, ...words }), () => ({ ...row, lost: true }));

/** The photo and the voice note of a row. */
export const filesOf = async (row) => ({ photo: await unsealFile(row.photo), voice: await unsealFile(row.voice) });

/** Change a row; what it was, or nothing when it was taken away meanwhile. */
export const change = (number, what) =>
  within("readwrite", async (rows) => {
    const row = await answerOf(rows.get(number));
    if (row) await answerOf(rows.put({ ...row, ...what }));
    return row;
  });

/** Keep with a row why the school did not take it. */
export async function refuse(row, why) {
  const { pupils, goal, level, note, what } = row;
  const words = row.lost ? row.words : await sealWords({ pupils, goal, level, note, what, why });
  return change(row.number, { state: "refused", undone: false, words });
}

export const remove = (number) => within("readwrite", (rows) => answerOf(rows.delete(number)));

/** Take a row back: one that never left goes at once, what the school may have is withdrawn there in its turn. */
export const takeBack = (number) =>
  within("readwrite", async (rows) => {
    const row = await answerOf(rows.get(number));
    const neverLeft = row?.state === "refused" || (row?.state === "waiting" && !row.tried);
    if (neverLeft) await answerOf(rows.delete(number));
    else if (row) await answerOf(rows.put({ ...row, undone: true }));
  });

/** Let a row that was refused try again. */
export const again = (number) => change(number, { state: "waiting", failures: 0 });

/** Throw away what was sent some time ago, of whomever it is. */
export async function tidy() {
  for (const row of await all()) {
    if (row.state === "sent" && !row.undone && Date.now() - row.sentAt > SHOWN_FOR) await remove(row.number);
  }
}
