// Signing in, in another tab, makes the token of this page old: whoever refuses it sends the browser's
// new one along, and the request goes out once more. What was typed stays where it is meanwhile.
(() => {
  "use strict";
  const again = new WeakSet(); // what was sent twice and is still refused says so in its own way
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const { elt, xhr, requestConfig } = event.detail;
    const token = xhr.status === 403 && xhr.getResponseHeader("X-CSRFToken");
    if (!token || again.has(elt)) {
      again.delete(elt);
      return;
    }
    again.add(elt);
    event.preventDefault();
    document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
    for (const field of document.getElementsByName("csrfmiddlewaretoken")) field.value = token;
    setTimeout(() => window.htmx.trigger(elt, requestConfig.triggeringEvent.type)); // once this one is over
  });
})();
