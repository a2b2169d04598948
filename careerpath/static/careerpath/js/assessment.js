// Rating in place: htmx saves each choice; this tells the truth about it, reads the keys, and tries
// again what could not be saved. Without it the page is a plain form.
(() => {
  "use strict";
  const form = document.getElementById("screen");
  if (!form) return;
  const announce = document.getElementById("announce");
  const rows = () => [...form.querySelectorAll(".cp-rate")];
  const rowOf = (element) => element && element.closest && element.closest(".cp-rate");
  const unsaved = new Set();

  document.documentElement.classList.add("cp-has-script"); // shows the hints about keys

  // --- The saved state, in words ---

  const say = (row, text, isProblem) => {
    const state = row.querySelector(".cp-state");
    for (const old of state.querySelectorAll("p, div")) old.remove();
    const line = document.createElement("p");
    line.className = isProblem ? "cp-problem" : "cp-said";
    line.textContent = text;
    if (isProblem) {
      line.setAttribute("role", "alert");
      const again = document.createElement("button");
      again.type = "button";
      again.className = "btn btn-link";
      again.textContent = form.dataset.failed;
      again.addEventListener("click", () => window.htmx.trigger(row, "retry"));
      if (text === form.dataset.failed) line.textContent = "";
      line.append(" ", again);
    }
    state.append(line);
  };

  const nameOf = (row) => row.querySelector("legend > span").textContent;

  form.addEventListener("htmx:beforeRequest", (event) => {
    const row = rowOf(event.target);
    if (row) { unsaved.add(row.id); say(row, form.dataset.saving, false); }
  });
  form.addEventListener("htmx:afterRequest", (event) => {
    const row = rowOf(event.detail.elt) || document.getElementById(event.detail.elt.id);
    if (!row || !row.matches(".cp-rate")) return;
    if (event.detail.successful) {
      unsaved.delete(row.id);
      const said = row.querySelector(".cp-said");
      announce.textContent = said ? `${nameOf(row)}: ${said.textContent}` : "";
    }
  });
  const failed = (event) => {
    const row = rowOf(event.detail.elt);
    if (!row) return;
    say(row, navigator.onLine ? form.dataset.failed : form.dataset.offline, true);
  };
  for (const name of ["htmx:sendError", "htmx:timeout"]) form.addEventListener(name, failed);

  // What the server explains (signed out, finished, wrong, changed elsewhere) is shown as it says.
  form.addEventListener("htmx:beforeSwap", (event) => {
    const status = event.detail.xhr.status;
    if (status === 422) event.detail.shouldSwap = true;
    else if (status === 401 || status === 409) {
      event.detail.shouldSwap = true;
      event.detail.swapOverride = "innerHTML";
    }
  });
  form.addEventListener("htmx:responseError", (event) => {
    if (![401, 409, 422].includes(event.detail.xhr.status)) failed(event);
  });

  const retryAll = () => {
    for (const id of unsaved) window.htmx.trigger(document.getElementById(id), "retry");
  };
  window.addEventListener("online", retryAll);
  window.addEventListener("beforeunload", (event) => {
    if (unsaved.size && !form.dataset.sending) event.preventDefault();
  });
  form.addEventListener("submit", () => { form.dataset.sending = "yes"; });

  // --- Keys ---

  const choose = (row, value) => {
    const choice = row.querySelector(`input[type="radio"][value="${value}"]`);
    if (!choice) return;
    choice.focus();
    if (!choice.checked) {
      choice.checked = true;
      choice.dispatchEvent(new Event("change", { bubbles: true }));
    }
  };
  const focusOn = (row) => {
    const choice = row.querySelector("input[type=radio]:checked") || row.querySelector("input[type=radio]");
    choice.focus();
    row.scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("textarea, select, input:not([type=radio])")) return;
    const all = rows();
    const at = all.indexOf(rowOf(document.activeElement));
    if (/^[0-4]$/.test(event.key)) choose(all[Math.max(at, 0)], event.key);
    else if (event.key === "n") choose(all[Math.max(at, 0)], "not-relevant");
    else if (event.key === "?") {
      const scale = document.getElementById("scale");
      scale.open = !scale.open;
      if (scale.open) scale.querySelector("summary").focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const next = all[at + (event.key === "ArrowDown" ? 1 : -1)] || (at < 0 ? all[0] : null);
      if (next) focusOn(next);
    } else return;
    event.preventDefault();
  });
})();
