// The session locks when nobody was there: the page covers itself with <dialog data-lock="seconds">, and the password
// opens it again with everything that was typed still there. The server locks by itself all the same; this only covers
// what stands on the screen, and keeps the session open while somebody types for long without sending. Other pages of the
// same person count: before covering, the page asks the server how long is left.
const cover = document.querySelector("dialog[data-lock]");
if (cover) {
  const whole = Number(cover.dataset.lock) * 1000;
  const form = cover.querySelector("form"), alert = form.querySelector("[role=alert]");
  let seen = Date.now(), told = Date.now(), timer = null;

  const ask = async (query = "") => (await (await fetch("/phien" + query, { headers: { Accept: "application/json" } })).json()).left * 1000;
  const wait = (left) => { clearTimeout(timer); timer = setTimeout(look, Math.max(1000, left)); };
  const close = () => { clearTimeout(timer); alert.textContent = ""; form.reset(); if (!cover.open) { document.documentElement.classList.add("covered"); cover.showModal(); } };
  const look = async () => {
    const idle = Date.now() - seen;
    if (idle < whole) return wait(whole - idle);
    // Without a line nobody knows: the cover is the safe answer.
    try { const left = await ask(); left > 0 ? wait(left) : close(); } catch { close(); }
  };

  for (const kind of ["pointerdown", "keydown", "input", "wheel"]) {
    addEventListener(kind, () => {
      if (cover.open) return;
      seen = Date.now();
      if (seen - told < Math.min(60_000, whole / 3)) return;
      told = seen;
      ask("?o-day").then((left) => { if (left === 0) close(); }, () => {});
    }, { passive: true, capture: true });
  }
  // A page that was asleep with its machine looks at once.
  document.addEventListener("visibilitychange", () => { if (!document.hidden && !cover.open) look(); });
  cover.addEventListener("cancel", (event) => event.preventDefault());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    alert.textContent = "";
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { Accept: "application/json" } });
      if (answer.ok) {
        seen = told = Date.now();
        form.reset();
        document.documentElement.classList.remove("covered");
        cover.close();
        return wait(whole);
      }
      const problem = await answer.json();
      if (problem.code === "sign-in-needed") { location.href = "/dang-nhap?tiep=" + encodeURIComponent(location.pathname + location.search); return; }
      alert.textContent = problem.fields?.[0]?.message ?? problem.title;
      form.elements.password.select();
    } catch { alert.textContent = cover.dataset.noLine; }
  });
  wait(whole);
}
