// Drafts: <form data-draft="/…"> is sent there two seconds after the last change, when the page is hidden and when the
// network comes back. Files stay out: they have their own upload. The form says when it was saved, or that it was not.
for (const form of document.querySelectorAll("form[data-draft]")) {
  const state = form.querySelector("[data-draft-state]") ?? document.querySelector("[data-draft-state]");
  let timer = 0, saved = "", isSending = false;

  const content = () => {
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string" && name !== "once") body.append(name, value);
    return body;
  };
  const say = (key, time = "") => {
    if (!state) return;
    state.textContent = state.dataset[key].replace("{time}", time);
    state.classList.toggle("unsaved", key === "unsaved");
  };
  const save = async (keepalive = false) => {
    clearTimeout(timer);
    const body = content(), text = body.toString();
    if (isSending || text === saved || form.dataset.sent) return;
    isSending = true;
    if (!keepalive) say("saving");
    try {
      const answer = await fetch(form.dataset.draft, {
        method: "POST", body, keepalive, redirect: "error",
        headers: { "Idempotency-Key": [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("") },
      });
      if (!answer.ok) throw new Error(answer.status);
      saved = text;
      const now = new Date();
      say("saved", `${String(now.getHours()).padStart(2, "0")}:${String(now.getMinutes()).padStart(2, "0")}`);
    } catch {
      say("unsaved");
      timer = setTimeout(save, 15000);
    }
    isSending = false;
    if (saved === text && content().toString() !== text) timer = setTimeout(save, 2000);
  };

  saved = content().toString();
  const soon = () => { clearTimeout(timer); timer = setTimeout(save, 2000); };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(true); });
  addEventListener("online", () => save());
}
