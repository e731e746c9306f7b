// Parts of a form that the server counts: <div data-recount="/…"> asks there with the values of its boxes whenever they
// change and shows the answer in its [data-recounted]. Without a script a button of the form does the same.
for (const part of document.querySelectorAll("[data-recount]")) {
  const shown = part.querySelector("[data-recounted]");
  let timer = 0, asked = 0;
  const ask = async () => {
    const number = ++asked, address = new URL(part.dataset.recount, location);
    for (const box of part.querySelectorAll("input, select")) address.searchParams.set(box.name, box.value);
    try {
      const answer = await fetch(address);
      if (answer.ok && number === asked) shown.innerHTML = await answer.text();
    } catch { /* The button still counts. */ }
  };
  part.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 150); });
}
