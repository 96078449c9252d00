// Suggests the full names of agencies while one is written. The list comes from the server, a few names at a time;
// without this script the link beside the field leads to a page that searches.
"use strict";

document.querySelectorAll("a[data-suggest]").forEach((link, number) => {
  const box = link.closest(".ask");
  const input = box && box.querySelector("input[type=text]");
  if (!input) return;
  const list = document.createElement("datalist");
  list.id = `suggested-${number}`;
  input.after(list);
  input.setAttribute("list", list.id);
  input.setAttribute("autocomplete", "off");
  let timer = 0;
  let asked = "";
  input.addEventListener("input", () => {
    clearTimeout(timer);
    const query = input.value.trim();
    if (query.length < 3 || query === asked) return;
    timer = setTimeout(async () => {
      asked = query;
      const address = new URL(link.href);
      address.searchParams.set("q", query);
      address.searchParams.set("part", "options");
      try {
        const answer = await fetch(address, { headers: { Accept: "text/html" } });
        if (answer.ok && asked === query) {
          const found = new DOMParser().parseFromString(`<datalist>${await answer.text()}</datalist>`, "text/html");
          list.replaceChildren(...found.querySelectorAll("option"));
        }
      } catch {
        asked = ""; // offline: the field takes any name
      }
    }, 250);
  });
});
