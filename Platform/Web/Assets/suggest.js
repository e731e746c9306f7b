// Suggestions: <input data-suggest="/…"> asks there with ?q= and lists [{text, detail, href}] below (ARIA combobox).
for (const input of document.querySelectorAll("[data-suggest]")) {
  const list = document.createElement("ul");
  let chosen = -1, timer = 0, asked = 0;
  list.id = `${input.id}-goi-y-list`;
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0]?.textContent ?? "");
  list.hidden = true;
  input.after(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", list.id]])
    input.setAttribute(name, value);

  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const mark = (index) => {
    const items = [...list.children];
    chosen = (index + items.length + 1) % (items.length + 1);
    if (chosen === items.length) chosen = -1;
    for (const [place, item] of items.entries()) item.setAttribute("aria-selected", place === chosen);
    if (chosen < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", items[chosen].id);
    items[chosen].scrollIntoView({ block: "nearest" });
  };
  const ask = async () => {
    const words = input.value.trim();
    if (words.length < 2) return close();
    const number = ++asked;
    try {
      const address = new URL(input.dataset.suggest, location);
      address.searchParams.set("q", words);
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      const found = answer.ok ? await answer.json() : [];
      if (number !== asked || document.activeElement !== input) return;
      if (!found.length) return close();
      list.replaceChildren(...found.map((suggestion, index) => {
        const item = document.createElement("li");
        item.id = `${list.id}-${index}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        item.dataset.href = suggestion.href;
        item.textContent = suggestion.text;
        if (suggestion.detail) item.append(Object.assign(document.createElement("small"), { textContent: suggestion.detail }));
        return item;
      }));
      chosen = -1;
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
    } catch { close(); }
  };
  const go = (item) => {
    const address = new URL(item.dataset.href, location);
    if (address.origin === location.origin) location.assign(address);
  };

  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 180); });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") mark(chosen + 1);
    else if (event.key === "ArrowUp") mark(chosen - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen >= 0) go(list.children[chosen]);
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const item = event.target.closest("li");
    if (item) go(item);
  });
  input.addEventListener("blur", close);
}
