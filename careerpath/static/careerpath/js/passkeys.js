// Shows the passkey buttons where the browser has passkeys, and says so when one fails.
// Everything else about passkeys is in allauth's own scripts.
(() => {
  "use strict";
  if (!window.PublicKeyCredential) return;
  const buttons = ["passkey_login", "mfa_webauthn_add", "mfa_webauthn_authenticate", "mfa_webauthn_reauthenticate"];
  const data = document.getElementById("js_data");
  const options = data ? JSON.parse(data.textContent) : {};
  const allowed = options.request_options?.publicKey?.allowCredentials;
  for (const note of document.querySelectorAll("[data-passkey-unsupported]")) note.hidden = true;
  for (const id of buttons) {
    const button = document.getElementById(id);
    // A person without a passkey is not offered one as a second factor.
    if (button && !(allowed && allowed.length === 0)) button.hidden = false;
  }
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    for (const note of document.querySelectorAll("[data-passkey-failed] > p")) note.hidden = false;
  });
})();
