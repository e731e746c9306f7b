// Readers that type like a keyboard: a burst of at least eight signs, each within 40 ms of the one before, ended by Enter.
// A dossier code opens the dossier from any page; typed outside every box it may come slower, for it can mean nothing
// else there: a busy machine holds keys up, and some people type the code by hand. The text of a citizen's card (parts divided by |) fills the form that
// carries data-card="<field of each part>": number|old number|name|birth|sex|address|issued.
{
  const pauseMax = 40, slowPauseMax = 2000, signsMin = 8;
  const code = /^[A-Z]\d{2}(?:\.\d{2,3}){1,3}-\d{6}-\d{4,6}$|^\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}-\d{6}-\d{4,6}$/i;
  let burst = "", last = 0, box = null, before = "", loose = "";

  const fill = (form, parts) => {
    const names = form.dataset.card.split("|");
    let first = null;
    for (const [index, name] of names.entries()) {
      const value = (parts[index] ?? "").trim();
      if (!name || !value) continue;
      const day = /^(\d{2})(\d{2})(\d{4})$/.exec(value);
      const boxes = day ? ["ngay", "thang", "nam"].map((part) => form.elements[`${name}-${part}`]) : [];
      if (boxes.every(Boolean) && boxes.length) {
        for (const [place, one] of boxes.entries()) one.value = String(Number(day[place + 1]));
        continue;
      }
      const field = form.elements[name];
      if (!field) continue;
      if (field instanceof RadioNodeList || field.type === "radio") {
        const choices = field instanceof RadioNodeList ? [...field] : [field];
        const choice = choices.find((one) => one.labels[0]?.textContent.trim().toLowerCase() === value.toLowerCase());
        if (choice) choice.checked = true;
      } else field.value = value;
      first ??= field;
    }
    form.dispatchEvent(new Event("change", { bubbles: true }));
    const next = form.querySelector("[data-after-card]");
    (next ?? first)?.focus?.();
  };

  document.addEventListener("keydown", (event) => {
    const now = event.timeStamp;
    if (event.key === "Enter") {
      const isLoose = code.test(loose) && now - last <= slowPauseMax;
      const text = isLoose ? loose : burst.trim();
      const isBurst = isLoose || text.length >= signsMin && now - last <= pauseMax * 3;
      burst = loose = "";
      const form = document.querySelector("form[data-card]");
      // Letters with marks may reach the box without a key of their own: then the box holds the card whole.
      const held = form && event.target.matches("input") ? event.target.value.trim() : "";
      if (held.split("|").length >= 6) {
        event.preventDefault();
        event.stopImmediatePropagation();
        event.target.value = "";
        fill(form, held.split("|"));
        return;
      }
      if (!isBurst) return;
      const isCode = code.test(text), isCard = form && text.split("|").length >= 6;
      if (!isCode && !isCard) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (box) box.value = before;
      if (isCard) fill(form, text.split("|"));
      else location.assign(`/tim-ho-so?ma=${encodeURIComponent(text.toUpperCase())}`);
      return;
    }
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
    if (now - last > pauseMax) {
      burst = "";
      box = event.target.matches("input, textarea") ? event.target : null;
      before = box?.value ?? "";
    }
    if (event.target.matches("input, textarea, select")) loose = "";
    else loose = now - last > slowPauseMax ? event.key : loose + event.key;
    burst += event.key;
    last = now;
    // A burst must not press the page's keys: j, k and n stand in names and codes.
    if (burst.length > 1 && !box) event.stopImmediatePropagation();
  }, true);
}
