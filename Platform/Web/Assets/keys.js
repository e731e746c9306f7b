// Keys for officers. Anything on a page answers to a key by data-key="n" (links and buttons are pressed, boxes get the
// focus); the panel that ? opens names them by data-key-name or their own words. j and k walk the rows of the page's
// lists; n goes on to the next page of a list, or to its next row.
{
  const panel = document.getElementById("phim-tat");
  const isTyping = (target) => target.closest("input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]");
  const rows = () => [...document.querySelectorAll("main tbody tr, main [data-list] > li")]
    .filter((row) => row.offsetParent && row.querySelector("a, button, input"));
  let place = -1;

  const walk = (step) => {
    const all = rows();
    if (!all.length) return;
    place = Math.min(Math.max(place + step, 0), all.length - 1);
    for (const row of all) row.classList.toggle("chosen", row === all[place]);
    all[place].scrollIntoView({ block: "nearest" });
    const link = all[place].querySelector("a, button, input");
    link?.focus({ preventScroll: true });
  };

  const named = (one) => one.dataset.keyName ?? one.getAttribute("aria-label") ?? one.textContent.trim();
  const keyed = [...document.querySelectorAll("[data-key]")].filter((one) => /^[a-mo-z]$/.test(one.dataset.key) && named(one));
  if (panel && keyed.length) {
    panel.querySelector("dl").append(...keyed.map((one) => {
      const line = document.createElement("div"), key = document.createElement("dt"), name = document.createElement("dd");
      key.append(Object.assign(document.createElement("kbd"), { textContent: one.dataset.key }));
      name.textContent = named(one);
      line.append(key, name);
      return line;
    }));
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
    if (event.key === "j") walk(1);
    else if (event.key === "k") walk(-1);
    else if (event.key === "Enter" && place >= 0 && event.target === document.body) rows()[place].querySelector("a, button, input").click();
    else if (event.key === "?") panel?.showModal();
    else {
      const target = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === event.key && one.offsetParent)
        ?? (event.key === "n" ? document.querySelector("main a[rel=next]") : null);
      if (!target) {
        if (event.key !== "n" || !rows().length) return;
        walk(1);
      } else if (target.matches("input, select, textarea")) { target.focus(); target.select?.(); }
      else target.click();
    }
    event.preventDefault();
  });
}
