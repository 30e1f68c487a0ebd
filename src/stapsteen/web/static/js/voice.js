// A goal spoken in on the page itself. Without this file, or a microphone, one chooses a sound file.

import { offerRecording, voiceNote } from "./recording.js";

const form = document.getElementById("speak-in");
const file = form.elements.spoken;

offerRecording();
file.required = document.getElementById("recorder").hidden;

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const chosen = file.files[0];
  const spoken = await voiceNote(chosen);
  if (spoken && spoken !== chosen) {
    const carried = new DataTransfer();
    carried.items.add(new File([spoken], "opname", { type: spoken.type }));
    file.files = carried.files;
  }
  form.submit();
});
