/* Keeps an unfinished form on the server while it is being written, so that a lost session or a dead battery costs seconds. */
"use strict";

(() => {
  const form = document.querySelector("form[data-keep]");
  if (!form) return;
  const says = document.querySelector("[data-keep-state]");
  let timer = null;
  let sending = false;

  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("submit", () => { clearTimeout(timer); sending = true; });

  function later() {
    clearTimeout(timer);
    timer = setTimeout(keep, 1500);
  }

  async function keep() {
    if (sending) return;
    const body = new FormData(form);
    body.set("action", "keep");
    let kept = false;
    try {
      const answer = await fetch(form.getAttribute("action"), { method: "POST", body, redirect: "manual" });
      kept = answer.status === 204;
    } catch { kept = false; }
    if (says) says.textContent = kept ? says.dataset.kept : says.dataset.broken;
    if (kept && form.dataset.address) history.replaceState(null, "", form.dataset.address);
  }
})();
