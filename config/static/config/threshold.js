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
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const file = form.dataset.pieces && form.querySelector("input[type=file]")?.files[0];
      if (!file || file.size < LARGE) { send(form, box, event.submitter, new FormData(form)); return; }
      const body = new FormData(form);
      box.hidden = false;
      if (event.submitter) event.submitter.disabled = true;
      try {
        body.set("upload", await pieces(form, box, file));
        body.delete("file");
      } catch (fault) {
        if (event.submitter) event.submitter.disabled = false;
        if (!(fault instanceof RangeError)) { box.querySelector("output").textContent = box.dataset.broken; return; }
      }  /* a server that takes no pieces of this file says why when it gets it whole */
      send(form, box, event.submitter, body);
    });
  }

  /* A large file goes in pieces by tus 1.0.0, so that a broken line costs one piece. Where it stands is kept in this browser
     under the file's name, size and time, and a file that is chosen again goes on from there. */
  const [LARGE, PIECE, PATIENCE] = [8e6, 4e6, 8];
  async function pieces(form, box, file) {
    const [bar, says] = [box.querySelector("progress"), box.querySelector("output")];
    const known = `upload ${form.dataset.pieces} ${file.name} ${file.size} ${file.lastModified}`;
    const headers = { "Tus-Resumable": "1.0.0", "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value };
    const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
    const stands = async (address) => {
      const answer = await fetch(address, { method: "HEAD", headers });
      if (!answer.ok) throw new RangeError();
      return Number(answer.headers.get("Upload-Offset"));
    };
    let address = localStorage.getItem(known);
    let offset = address ? await stands(address).catch(() => -1) : -1;
    if (offset < 0) {
      const said = { filename: file.name, filetype: file.type || "application/octet-stream", held: "1" };
      const told = Object.entries(said).map(([key, value]) => `${key} ${base64(value)}`).join(",");
      const begun = await fetch(form.dataset.pieces, {
        method: "POST", headers: { ...headers, "Upload-Length": file.size, "Upload-Metadata": told } });
      if (begun.status !== 201) throw new RangeError();
      [address, offset] = [begun.headers.get("Location"), 0];
      localStorage.setItem(known, address);
    }
    for (let tries = 0; offset < file.size;) {
      bar.value = offset / file.size;
      says.textContent = box.dataset.sending.replace("{percent}", Math.floor(100 * bar.value));
      try {
        const answer = await fetch(address, {
          method: "PATCH", body: file.slice(offset, offset + PIECE),
          headers: { ...headers, "Upload-Offset": offset, "Content-Type": "application/offset+octet-stream" } });
        if (answer.status === 204) [offset, tries] = [Number(answer.headers.get("Upload-Offset")), 0];
        else if (answer.status === 409) offset = await stands(address);
        else throw answer.status > 499 && answer.status !== 507 ? new Error() : new RangeError();
      } catch (fault) {
        if (fault instanceof RangeError) localStorage.removeItem(known);
        if (fault instanceof RangeError || (tries += 1) > PATIENCE) throw fault;
        says.textContent = box.dataset.waiting;
        await new Promise((later) => setTimeout(later, Math.min(1000 * 2 ** tries, 30000)));
        offset = await stands(address).catch(() => offset);
      }
    }
    localStorage.removeItem(known);
    return address.split("/").filter(Boolean).pop();
  }

  function send(form, box, submitter, body) {
    const [bar, says] = [box.querySelector("progress"), box.querySelector("output")];
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
