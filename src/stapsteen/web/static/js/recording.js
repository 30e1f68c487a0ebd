// What comes with an observation: a photo made smaller, and a spoken note.

const LARGEST_SIDE = 1600; // pixels; enough to read a child's writing, small enough for a slow network
const LONGEST = 120 * 1000; // milliseconds
const recorder = document.getElementById("recorder");
let going = null;
let spoken = null;

/** A photo as a smaller JPEG without place and date in it; the file itself where a browser cannot read it. */
export async function smaller(file) {
  if (!file || !window.createImageBitmap) return file;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, LARGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob((blob) => resolve(blob ?? file), "image/jpeg", 0.8));
  } catch {
    return file;
  }
}

function tell(words, name) {
  recorder.querySelector("[role=status]").textContent = words;
  recorder.querySelector("button span").textContent = recorder.querySelector("button").dataset[name];
}

async function start() {
  const sound = await navigator.mediaDevices.getUserMedia({ audio: true });
  const parts = [];
  going = new MediaRecorder(sound);
  going.ondataavailable = (event) => parts.push(event.data);
  going.onstop = () => {
    for (const track of sound.getTracks()) track.stop();
    spoken = new Blob(parts, { type: going.mimeType });
    going = null;
    tell(recorder.querySelector("[role=status]").dataset.has, "start");
  };
  going.start();
  setTimeout((mine) => mine === going && mine.stop(), LONGEST, going);
  tell(recorder.querySelector("[role=status]").dataset.busy, "stop");
}

/** The spoken note so far: recorded here, else the file that was chosen. Stops a recording that goes on. */
export async function voiceNote(file) {
  if (going) {
    const over = new Promise((resolve) => going.addEventListener("stop", resolve, { once: true }));
    going.stop();
    await over;
  }
  const mine = spoken;
  spoken = null;
  tell("", "start");
  return mine ?? file;
}

/** Offer the button where the browser can record; the choice of a file is there in any case. */
export function offerRecording() {
  if (!window.MediaRecorder || !navigator.mediaDevices) return;
  recorder.hidden = false;
  recorder.querySelector("button").addEventListener("click", () => {
    if (going) going.stop();
    else start().catch(() => (recorder.hidden = true)); // no microphone, or not allowed
  });
}
