// Live parts: <div data-live="/…" data-live-lost="Mất kết nối lúc {time}…"> listens there for server-sent events. An event
// `html` replaces the part (markup from our own server), `reload` fetches the page anew. A lost line is said, and mends.
for (const part of document.querySelectorAll("[data-live]")) {
  const source = new EventSource(part.dataset.live);
  let lost = null;
  source.addEventListener("html", (event) => { part.innerHTML = event.data; });
  source.addEventListener("reload", () => location.reload());
  source.onopen = () => { lost?.remove(); lost = null; };
  source.onerror = () => {
    if (lost || !part.dataset.liveLost) return;
    const now = new Date().toTimeString().slice(0, 5);
    lost = Object.assign(document.createElement("p"), { className: "live-lost", textContent: part.dataset.liveLost.replace("{time}", now) });
    lost.setAttribute("role", "status");
    part.after(lost);
  };
  addEventListener("pagehide", () => source.close());
}
