// What was typed into a page of admin outlives a connection that is gone and the way back to it.
(() => {
  "use strict";
  // A page that the browser loads again is filled in with what was typed. So it says what it had shown
  // then, too: what came meanwhile would else count as seen.
  for (const shown of document.getElementsByName("_shown")) {
    if (history.state?.shown) shown.value = history.state.shown;
    else history.replaceState({ shown: shown.value }, "");
  }
  // Without a connection the browser's own page would come instead, and take what was typed along.
  const offline = document.getElementById("offline");
  document.addEventListener("submit", (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    offline.hidden = false;
    offline.scrollIntoView({ block: "center" });
  });
  window.addEventListener("online", () => { offline.hidden = true; });
})();
