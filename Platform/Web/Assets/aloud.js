// Read aloud: the button shows only where the device has a voice of the page's language.
{
  const button = document.querySelector("[data-aloud]");
  const label = button?.querySelector("span");
  const speech = window.speechSynthesis;
  const language = document.documentElement.lang;
  const voice = () => speech.getVoices().find((one) => one.lang.toLowerCase().replace("_", "-").startsWith(language));
  const wordsOf = (element) => [...element.querySelectorAll("h1, h2, h3, p, li, dt, dd, label, legend, th, td")]
    .filter((one) => one.offsetParent && !one.querySelector("p, li") && !one.closest("[aria-hidden], .hidden, nav"))
    .map((one) => one.innerText.trim()).filter(Boolean);

  if (button && speech) {
    const words = label.textContent;
    const show = () => { button.hidden = !voice(); };
    const stop = () => { speech.cancel(); label.textContent = words; delete button.dataset.on; };
    button.addEventListener("click", () => {
      if (button.dataset.on) return stop();
      const sentences = wordsOf(document.querySelector(button.dataset.aloud));
      button.dataset.on = "1";
      label.textContent = button.dataset.stop;
      for (const [index, sentence] of sentences.entries()) {
        const utterance = new SpeechSynthesisUtterance(sentence);
        utterance.voice = voice();
        utterance.lang = utterance.voice.lang;
        utterance.rate = 0.95;
        if (index === sentences.length - 1) utterance.onend = stop;
        speech.speak(utterance);
      }
    });
    speech.addEventListener?.("voiceschanged", show);
    addEventListener("pagehide", stop);
    show();
  }
}
