/* Small comforts over pages that work without them: clear an answer by tapping it again, copy a digest,
   keep folded parts as they were left, open everything for paper, show how far an upload is. */
"use strict";

(() => {
  const chosen = new WeakMap();

  /* A second tap on the chosen answer takes it back to "not asked" (the radio with the empty value). */
  document.addEventListener("pointerdown", (event) => {
    const label = event.target.closest(".choices.answers > label");
    const radio = label && label.querySelector("input");
    if (radio) chosen.set(radio, radio.checked);
  });
  document.addEventListener("click", (event) => {
    const radio = event.target;
    if (!radio.matches || !radio.matches(".choices.answers input") || !chosen.get(radio)) return;
    chosen.delete(radio);
    const none = radio.closest(".choices").querySelector('input[value=""]');
    if (none) none.checked = true;
    else radio.checked = false;
    (none || radio).dispatchEvent(new Event("change", { bubbles: true }));
  });

  /* The copy button exists only where copying can work. */
  for (const button of document.querySelectorAll("button[data-copy]")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy);
      const before = button.textContent;
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = before; }, 2000);
    });
  }

  for (const button of document.querySelectorAll("button[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => print());
  }

  /* Folded parts stay as they were left, in this tab only. */
  for (const part of document.querySelectorAll("details[data-remember]")) {
    const key = `open:${location.pathname}:${part.dataset.remember}`;
    const kept = sessionStorage.getItem(key);
    if (kept !== null) part.open = kept === "1";
    part.addEventListener("toggle", () => sessionStorage.setItem(key, part.open ? "1" : "0"));
  }

  /* An authority opened beside the text closes with Escape, or when another opens. */
  const cites = () => document.querySelectorAll("details.cite[open]");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const cite of cites()) { cite.open = false; cite.querySelector("summary").focus(); }
  });
  document.addEventListener("click", (event) => {
    for (const cite of cites()) if (!cite.contains(event.target)) cite.open = false;
  });

  /* Paper shows what is folded on the screen. */
  addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll("main details:not(.cite)")) part.open = true;
  });

  /* Files dropped on the field are as good as chosen ones. */
  for (const drop of document.querySelectorAll(".drop")) {
    const input = drop.querySelector('input[type="file"]');
    if (!input) continue;
    drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over-it"); });
    drop.addEventListener("dragleave", () => drop.classList.remove("over-it"));
    drop.addEventListener("drop", (event) => {
      event.preventDefault();
      drop.classList.remove("over-it");
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }

  /* form[data-upload] holds a hidden .upload with <progress> and <output>; its words come from data- attributes. */
  for (const form of document.querySelectorAll("form[data-upload]")) {
    const box = form.querySelector(".upload");
    if (!box) continue;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form, box, event.submitter);
    });
  }

  function send(form, box, submitter) {
    const [bar, says] = [box.querySelector("progress"), box.querySelector("output")];
    const body = new FormData(form);
    if (submitter && submitter.name) body.append(submitter.name, submitter.value);
    const request = new XMLHttpRequest();
    const fail = () => { says.textContent = box.dataset.broken; if (submitter) submitter.disabled = false; };
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      bar.value = event.loaded / event.total;
      says.textContent = event.loaded < event.total
        ? box.dataset.sending.replace("{percent}", Math.floor(100 * bar.value)) : box.dataset.storing;
    });
    request.addEventListener("load", () => arrive(form, request, fail));
    request.addEventListener("error", fail);
    box.hidden = false;
    bar.value = 0;
    if (submitter) submitter.disabled = true;
    request.open("POST", form.action);
    request.send(body);
  }

  function arrive(form, request, fail) {
    const elsewhere = request.responseURL && request.responseURL.split("#")[0] !== form.action;
    if (request.status < 400 && elsewhere) { location.assign(request.responseURL); return; }
    const page = new DOMParser().parseFromString(request.responseText, "text/html");
    const main = page.querySelector("main");
    if (!main) { fail(); return; }
    document.querySelector("main").replaceWith(document.adoptNode(main));
    document.querySelector("main").focus();
  }
})();
