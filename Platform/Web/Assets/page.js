// What every page has: focus on faults, one sending per form, dialogs, table rows, charts. Without it all still works.
{
  document.documentElement.classList.add("scripted");
  document.querySelector("[data-focus]")?.focus();

  // A second press while the first is on its way sends nothing; back from the next page, the form is free again.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    // A form that brings a file leaves its page standing.
    if (event.defaultPrevented || form.method !== "post" || "download" in form.dataset) return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "1";
    event.submitter?.setAttribute("aria-disabled", "true");
  });
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll("[aria-disabled]")) button.removeAttribute("aria-disabled");
    }
  });

  // A password is seen while its owner wishes, and hidden again before it goes.
  const reveal = (button, isShown) => {
    const input = document.getElementById(button.dataset.reveal);
    input.type = isShown ? "text" : "password";
    button.textContent = isShown ? button.dataset.hide : button.dataset.show;
    return input;
  };
  for (const button of document.querySelectorAll("[data-reveal]")) {
    button.hidden = false;
    const input = reveal(button, false);
    button.addEventListener("click", () => reveal(button, input.type === "password").focus());
    button.form?.addEventListener("submit", () => reveal(button, false));
  }

  // A file whose text goes into a box of the same form: it is not sent itself.
  for (const box of document.querySelectorAll("[data-read-box]")) box.hidden = false;
  document.addEventListener("change", async (event) => {
    const into = document.getElementById(event.target.dataset.readInto);
    const [file] = event.target.files ?? [];
    if (into && file?.size < 200_000) into.value = await file.text();
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    const dialog = opener && document.getElementById(opener.dataset.dialog);
    if (dialog?.showModal) {
      event.preventDefault();
      return dialog.showModal();
    }
    const row = event.target.closest("[data-row]");
    if (!row || event.target.closest("a, button, input, label, select") || getSelection().toString()) return;
    if (event.ctrlKey || event.metaKey) open(row.dataset.row);
    else location.href = row.dataset.row;
  });
}

// Charts: a word at each mark for the mouse, and for the keyboard by the arrow keys.
for (const svg of document.querySelectorAll("svg.chart")) {
  const marks = [...svg.querySelectorAll("[data-tip]")];
  if (!marks.length) continue;
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.hidden = true;
  document.body.append(tip);
  const show = (mark) => {
    const box = mark.getBoundingClientRect();
    tip.textContent = mark.dataset.tip;
    tip.hidden = false;
    const half = tip.offsetWidth / 2 + 4;
    const left = Math.min(Math.max(box.left + box.width / 2, half), document.documentElement.clientWidth - half);
    tip.style.left = `${left + scrollX}px`;
    tip.style.top = `${box.top + scrollY}px`;
  };
  const hide = () => { tip.hidden = true; };
  svg.setAttribute("role", "group");
  for (const [index, mark] of marks.entries()) {
    mark.setAttribute("role", "img");
    mark.setAttribute("aria-label", mark.dataset.tip);
    mark.setAttribute("tabindex", index ? -1 : 0);
    mark.addEventListener("mouseenter", () => show(mark));
    mark.addEventListener("mouseleave", hide);
    mark.addEventListener("focus", () => show(mark));
    mark.addEventListener("blur", hide);
    mark.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      const next = step && marks[index + step];
      if (event.key === "Escape") hide();
      if (!next) return;
      event.preventDefault();
      next.focus();
    });
  }
}
