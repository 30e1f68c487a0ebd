// What waits on a device is unreadable without the key that the page brings to who is logged in.
//
// The key is made by the school from its own secret and the user, so it is the same at the next log-in; it is nowhere on the
// device once the kept page was thrown away. Browsers offer this on a secure connection alone.

let key = null;

/** Take the key of the page; false where the browser cannot seal, and nothing may be kept. */
export async function takeKey(text) {
  if (!crypto.subtle || !window.indexedDB) return false;
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  key = await crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
  return true;
}

async function seal(bytes) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, bytes: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, bytes) };
}

const unseal = ({ iv, bytes }) => crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, bytes);

export const sealWords = (words) => seal(new TextEncoder().encode(JSON.stringify(words)));
export const unsealWords = async (sealed) => JSON.parse(new TextDecoder().decode(await unseal(sealed)));
export const sealFile = async (file) => file && { ...(await seal(await file.arrayBuffer())), type: file.type };
export const unsealFile = async (sealed) => sealed && new Blob([await unseal(sealed)], { type: sealed.type });
