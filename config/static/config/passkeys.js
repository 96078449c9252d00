/* Passkeys (W3C Web Authentication): asks the device, and sends its answer with the form around the button.

   A button with data-passkey="create" or "get" is hidden until this script has seen that the browser knows how. Its options stand
   in the element that data-options names, or come from the form's own address. */

(() => {
  "use strict";
  if (!window.PublicKeyCredential || !navigator.credentials) return;

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
  const text = (buffer) =>
    btoa(Array.from(new Uint8Array(buffer), (one) => String.fromCharCode(one)).join(""))
      .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const withIds = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  async function create(options) {
    const publicKey = {
      ...options,
      challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: withIds(options.excludeCredentials),
      authenticatorSelection: {
        ...options.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required",
      },
    };
    const made = await navigator.credentials.create({ publicKey });
    return {
      ...plain(made),
      response: {
        clientDataJSON: text(made.response.clientDataJSON),
        attestationObject: text(made.response.attestationObject),
        transports: made.response.getTransports ? made.response.getTransports() : [],
      },
    };
  }

  async function get(options) {
    const publicKey = { ...options, challenge: bytes(options.challenge), allowCredentials: withIds(options.allowCredentials) };
    const given = await navigator.credentials.get({ publicKey });
    return {
      ...plain(given),
      response: {
        clientDataJSON: text(given.response.clientDataJSON),
        authenticatorData: text(given.response.authenticatorData),
        signature: text(given.response.signature),
        userHandle: given.response.userHandle ? text(given.response.userHandle) : null,
      },
    };
  }

  const plain = (credential) => ({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
  });

  async function optionsOf(button) {
    const place = button.dataset.options;
    if (place) return JSON.parse(document.getElementById(place).textContent);
    const answer = await fetch(button.form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error("no options");
    return answer.json();
  }

  async function ask(button) {
    const options = await optionsOf(button);
    const making = button.dataset.passkey === "create";
    const answer = making ? await create(options.creation_options.publicKey) : await get(options.request_options.publicKey);
    button.form.elements.credential.value = JSON.stringify(answer);
    button.form.submit();
  }

  for (const button of document.querySelectorAll("[data-passkey]")) {
    const failed = button.form.querySelector("[data-passkey-failed]");
    button.hidden = false;
    for (const missing of button.form.querySelectorAll("[data-passkey-missing]")) missing.hidden = true;
    button.addEventListener("click", () => {
      failed.hidden = true;
      ask(button).catch(() => { failed.hidden = false; });
    });
  }
})();
