// Reading aloud: a recording of the school where there is one, else the voice of the device.
// Nothing is spoken by itself, and a second tap stops it. Without this file recordings are links.

const route = document.querySelector(".route");
const language = { nl: "nl-NL", en: "en-GB" }[route?.dataset.lang] ?? "nl-NL";
const voice = window.speechSynthesis;
let speaking = null;
let sound = null;

function stop() {
  voice?.cancel();
  sound?.pause();
  speaking?.removeAttribute("data-speaking");
  speaking = null;
}

function begin(button) {
  speaking = button;
  button.setAttribute("data-speaking", "");
}

function play(button) {
  begin(button);
  sound = new Audio(button.href);
  sound.addEventListener("ended", stop);
  sound.addEventListener("error", () => say(button));
  sound.play().catch(() => say(button));
}

function say(button) {
  stop();
  if (!voice) return;
  begin(button);
  const text = new SpeechSynthesisUtterance(button.querySelector("[data-speak]").textContent);
  text.lang = language;
  text.rate = 0.9;
  text.addEventListener("end", stop);
  text.addEventListener("error", stop);
  voice.speak(text);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest(".speak");
  if (!button) return;
  event.preventDefault();
  const again = button === speaking;
  stop();
  if (again) return;
  if (button.hasAttribute("data-recording")) play(button);
  else say(button);
});

window.addEventListener("pagehide", stop);

if (voice) for (const button of document.querySelectorAll("button.speak")) button.hidden = false;
