// Uploads: a form that holds a file is sent in the background so that the person sees how far it is. The server answers
// as to any form: a redirect is followed, a page with faults replaces this one. When sending fails, the form is as it was.
for (const form of document.querySelectorAll("form[enctype='multipart/form-data']")) {
  form.addEventListener("submit", (event) => {
    const input = [...form.querySelectorAll("[data-upload]")].find((file) => file.files.length);
    if (!input || event.defaultPrevented) return;
    if (form.dataset.sent) return event.preventDefault();
    event.preventDefault();
    form.dataset.sent = "1";
    form.querySelector(".upload")?.remove();
    const box = document.createElement("div");
    const bar = document.createElement("progress");
    const word = document.createElement("p");
    box.className = "upload";
    word.setAttribute("role", "status");
    bar.max = 100;
    bar.setAttribute("aria-label", input.labels[0]?.textContent ?? "");
    box.append(bar, word);
    input.after(box);

    const body = new FormData(form);
    if (event.submitter?.name) body.append(event.submitter.name, event.submitter.value);
    const request = new XMLHttpRequest();
    const show = (percent) => {
      bar.value = percent;
      word.textContent = input.dataset.sending.replace("{percent}", `${percent} %`);
    };
    const fail = () => {
      delete form.dataset.sent;
      event.submitter?.removeAttribute("aria-disabled");
      bar.remove();
      word.className = "fault";
      word.setAttribute("role", "alert");
      word.textContent = input.dataset.failed;
    };
    show(0);
    request.upload.onprogress = (sent) => { if (sent.lengthComputable) show(Math.floor((sent.loaded / sent.total) * 100)); };
    request.onerror = request.ontimeout = fail;
    request.onload = () => {
      if (request.status >= 500 || !request.responseText) return fail();
      word.textContent = input.dataset.done;
      const here = form.action.split("#")[0];
      if (request.status < 400 && request.responseURL && request.responseURL !== here) return location.assign(request.responseURL);
      // A page with faults: drawn in place; its address stays that of the form, as after a plain post.
      document.open();
      document.write(request.responseText);
      document.close();
    };
    request.open("POST", form.action);
    request.send(body);
  });
}
