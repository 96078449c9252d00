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

  /* The moment as the clock of this device has it, to be seen and changed. */
  const now = form.querySelector("[data-now]");
  if (now) {
    now.hidden = false;
    now.addEventListener("click", () => {
      const moment = new Date();
      const two = (number) => String(number).padStart(2, "0");
      form.elements.day.value = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
      form.elements.hour.value = `${two(moment.getHours())}:${two(moment.getMinutes())}`;
      later();
    });
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

/* A second tap on a chosen chip takes it back to "not asked". */
(() => {
  let chosen = null;
  document.addEventListener("pointerdown", (event) => {
    const label = event.target.closest(".chips > label");
    const radio = label && label.querySelector('input[type="radio"]');
    chosen = radio && radio.checked && radio.value !== "" ? radio : null;
  });
  document.addEventListener("click", (event) => {
    if (!chosen || event.target !== chosen) return;
    const none = chosen.closest(".choices").querySelector('input[value=""]');
    chosen = null;
    if (!none) return;
    none.checked = true;
    none.dispatchEvent(new Event("change", { bubbles: true }));
  });
})();
