// What others do meanwhile: <div role="status" data-watch="/…"> listens there and says it, and the person chooses when to
// look. Nothing moves under their hands. An event `changed` brings a sentence; `list` brings {"counts": {key: n}, "ids":
// […], "whole": bool}: counts go to [data-count=key], the ids are compared with the page's rows. Only a page that is seen
// listens: a browser gives a site few lines, and whoever comes back is told what was missed.
for (const box of document.querySelectorAll("[data-watch]")) {
  let source = null, wait = 5, known = null;
  const words = box.dataset;
  const rows = () => [...document.querySelectorAll("tr[data-row]")].map((row) => row.dataset.row.split("?")[0].split("/").pop());

  const say = (text) => {
    if (!text || box.dataset.said === text) return;
    box.dataset.said = text;
    const again = Object.assign(document.createElement("a"), { href: location.href, textContent: words.watchAgain });
    again.addEventListener("click", (event) => { event.preventDefault(); location.reload(); });
    box.replaceChildren(Object.assign(document.createElement("span"), { textContent: text }), again);
  };

  const compare = (list) => {
    for (const [key, count] of Object.entries(list.counts)) {
      for (const place of document.querySelectorAll(`[data-count="${key}"]`)) place.textContent = count;
    }
    // A page that shows the whole list knows it from its rows; of a longer one, the first word is what is known.
    known ??= new Set(words.watchWhole ? rows() : [...rows(), ...list.ids]);
    const fresh = list.ids.filter((id) => !known.has(id)).length;
    const gone = list.whole ? rows().filter((id) => !list.ids.includes(id)).length : 0;
    say([fresh && words.watchFresh.replace("{n}", fresh), gone && words.watchGone.replace("{n}", gone)].filter(Boolean).join(" "));
  };

  const shut = () => { source?.close(); source = null; };
  const open = () => {
    if (source || document.hidden) return;
    source = new EventSource(words.watch);
    source.addEventListener("changed", (event) => say(event.data));
    source.addEventListener("list", (event) => compare(JSON.parse(event.data)));
    source.onopen = () => { wait = 5; };
    source.onerror = () => {
      // The browser reconnects by itself, except after a refusal: a server that starts, a session that is over.
      if (source?.readyState !== EventSource.CLOSED) return;
      shut();
      setTimeout(open, wait * 1000);
      wait = Math.min(wait * 2, 300);
    };
  };
  document.addEventListener("visibilitychange", () => (document.hidden ? shut() : open()));
  addEventListener("pagehide", shut);
  addEventListener("pageshow", open);
  open();
}
