// Rating in place: htmx saves each choice; this tells the truth about it, reads the keys, and tries
// again what could not be saved. Without it the page is a plain form.
(() => {
  "use strict";
  const form = document.getElementById("screen");
  if (!form) return;
  const announce = document.getElementById("announce");
  const rows = () => [...form.querySelectorAll(".cp-rate")];
  const rowOf = (element) => (element && element.closest ? element.closest(".cp-rate") : null);
  const nameOf = (row) => row.querySelector("legend > span").textContent;

  document.documentElement.classList.add("cp-has-script"); // shows the hints about keys

  // --- The saved state, in words ---

  const unsaved = new Set(); // rows that say something the server has not confirmed
  const failed = new Set(); // those of them whose request never got an answer
  const onItsWay = new Map(); // what a row said when its request was sent
  const saidIn = (row) => JSON.stringify([...row.querySelectorAll("textarea, input:not([type=hidden])")]
    .map((field) => (field.type === "radio" ? field.checked : field.value)));

  const say = (row, text, { problem = false, again = false } = {}) => {
    const state = row.querySelector(".cp-state");
    for (const old of state.querySelectorAll("p, div")) old.remove();
    const line = document.createElement("p");
    line.className = problem ? "cp-problem" : "cp-said";
    line.textContent = text;
    if (problem) line.setAttribute("role", "alert");
    if (again) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-link";
      button.dataset.retry = "";
      button.textContent = form.dataset.again;
      line.append(" ", button);
    }
    state.append(line);
  };
  const settled = () => form.querySelector("[data-settled]")?.textContent; // the words, once it is so
  let wasSettled = Boolean(settled());
  const retry = (row) => window.htmx.trigger(row, "retry");
  const retryFailed = () => {
    for (const row of [...failed]) retry(row);
  };

  // --- What can decide nothing any more is folded away, and comes back once it can again ---

  const aside = document.getElementById("aside");
  const later = document.getElementById("later");
  const inOrder = rows();
  const home = new Map(inOrder.map((row) => [row, row.parentNode]));
  const isOpen = (row) => !row.querySelector('input[type="radio"]:checked:not([value=""])');
  const moveTo = (list, row) => {
    const next = inOrder.slice(inOrder.indexOf(row) + 1).find((other) => other.parentNode === list);
    list.insertBefore(row, next || (list === home.get(row) ? ends.get(list) : null));
  };
  const ends = new Map([[form.querySelector(".cp-glance"), later]]); // what stands after the rows
  // Nobody's focus moves, nor what it is on; and what is not saved stays in sight.
  const putAside = () => {
    if (!aside) return;
    const out = document.getElementById("progress").dataset.leftOut.split(" ");
    const folded = aside.querySelector(".cp-glance");
    const here = rowOf(document.activeElement);
    const top = here && here.getBoundingClientRect().top;
    for (const row of inOrder) {
      const list = out.includes(row.dataset.skill) ? folded : home.get(row);
      if (row !== here && !unsaved.has(row) && row.parentNode !== list) moveTo(list, row);
    }
    aside.hidden = !folded.children.length;
    aside.querySelector("summary span").textContent = folded.children.length;
    if (later) {
      later.hidden = !later.querySelector(".cp-rate");
      if (!inOrder.some((row) => row.parentNode === later.parentNode && isOpen(row))) later.open = true;
    }
    if (!here) return;
    window.scrollBy({ top: here.getBoundingClientRect().top - top, behavior: "instant" });
    // What is said of the level may have grown over the point that was pressed.
    document.activeElement.scrollIntoView({ block: "nearest", behavior: "instant" });
  };

  // One save at a time, so that the counts in an answer are never older than those on the page: what
  // waits its turn says that it is not saved yet. Capturing, to speak before htmx does.
  const waits = (event) => {
    const row = rowOf(event.target);
    if (!row) return;
    unsaved.add(row);
    say(row, form.dataset.typing);
  };
  for (const name of ["input", "change"]) form.addEventListener(name, waits, true);
  form.addEventListener("htmx:beforeRequest", (event) => {
    const row = rowOf(event.detail.elt);
    if (!row) return;
    unsaved.add(row);
    failed.delete(row);
    onItsWay.set(row, saidIn(row));
    say(row, form.dataset.saving);
  });
  form.addEventListener("htmx:afterRequest", (event) => {
    const row = rowOf(event.detail.elt);
    if (!row || !event.detail.successful) return;
    if (onItsWay.get(row) === saidIn(row)) {
      unsaved.delete(row);
      const saved = `${nameOf(row)}: ${row.querySelector(".cp-state").textContent.trim()}`;
      announce.textContent = settled() && !wasSettled ? `${saved}. ${settled()}` : saved;
      wasSettled = Boolean(settled());
      putAside();
    } else say(row, form.dataset.typing); // typed on meanwhile
    retryFailed(); // the server can be reached again
  });
  const fail = (event) => {
    const row = rowOf(event.detail.elt);
    if (!row) return;
    failed.add(row);
    say(row, navigator.onLine ? form.dataset.failed : form.dataset.offline, { problem: true, again: true });
  };
  // A browser can call itself online without a connection: what was sent last says it better.
  let unreached = false;
  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    form.addEventListener(name, (event) => { unreached = true; fail(event); });
  }
  form.addEventListener("htmx:beforeOnLoad", () => { unreached = false; held.textContent = ""; });

  // What the server explains (wrong, changed elsewhere, signed out, finished) is shown as it says. An
  // answer of something in between, like a hotel's sign-in page, saved nothing, whatever it says.
  const EXPLAINED = [401, 409, 422];
  const isOurs = (text) => /class="cp-(state|problem)"/.test(text);
  form.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr: { status }, serverResponse } = event.detail;
    if (!rowOf(event.detail.requestConfig.elt)) return;
    if (!isOurs(serverResponse)) {
      event.detail.isError = true;
      event.detail.shouldSwap = false;
    } else if (EXPLAINED.includes(status)) {
      event.detail.shouldSwap = true;
      if (status !== 422) event.detail.swapOverride = "innerHTML";
    }
  });
  form.addEventListener("htmx:responseError", (event) => {
    const { status, responseText } = event.detail.xhr;
    if (!EXPLAINED.includes(status) || !isOurs(responseText)) fail(event);
  });

  window.addEventListener("online", retryFailed);

  // What was chosen while the page was still loading is saved now; htmx is ready by then.
  document.addEventListener("DOMContentLoaded", () => {
    const changed = (field) => (field.type === "radio" ? field.checked && !field.defaultChecked
      : field.matches("textarea, input:not([type=hidden])") && field.value !== field.defaultValue);
    for (const row of rows()) if ([...row.querySelectorAll("textarea, input")].some(changed)) retry(row);
  });

  // --- Leaving ---

  let leaving = false;
  const held = document.getElementById("held");
  // Without a connection the browser's own page would come instead, and take what was chosen along.
  form.addEventListener("submit", (event) => {
    leaving = navigator.onLine && !unreached;
    if (leaving) return;
    event.preventDefault();
    held.textContent = form.dataset.held;
    unreached = false; // the next press is a new try, as is each of these
    retryFailed();
  });
  window.addEventListener("online", () => { held.textContent = ""; });
  form.addEventListener("click", (event) => {
    const row = rowOf(event.target);
    if (!row || !event.target.closest(".cp-state")) return;
    if (event.target.closest("a")) { leaving = true; return; }
    if (!event.target.closest('button:not([name="take"], [name="check"], [name="drop"])')) return;
    event.preventDefault(); // the button is about to be replaced: the focus goes to the choice
    focusOn(row);
    retry(row);
  });
  window.addEventListener("beforeunload", (event) => {
    if (unsaved.size && !leaving) event.preventDefault();
  });

  // --- Keys, while a skill has the focus ---

  const HANDS = "careerpath-rates-by-keys";
  const focusOn = (row) => {
    const points = row.querySelector(".cp-points");
    (points.querySelector("input:checked") || points.querySelector("input")).focus();
    row.scrollIntoView({ block: "nearest" });
  };
  const choose = (row, value) => {
    const choice = row.querySelector(`input[type="radio"][value="${value}"]`);
    if (!choice) return;
    choice.focus();
    if (choice.checked) return;
    choice.checked = true;
    choice.dispatchEvent(new Event("change", { bubbles: true }));
    sessionStorage.setItem(HANDS, "yes");
  };
  const scale = document.getElementById("scale");
  let asked = null; // the row somebody left for the meanings: the same key leads back
  const explain = (row) => {
    asked = row;
    scale.open = true;
    scale.querySelector("summary, h2").focus();
  };
  const goBack = (event) => {
    if (!asked || !scale.contains(event.target) || !["?", "Escape"].includes(event.key)) return;
    focusOn(asked);
    event.preventDefault();
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    goBack(event);
    const row = rowOf(event.target);
    if (!row || event.target.matches("textarea, select, input:not([type=radio])")) return;
    const all = rows().filter((one) => !one.closest("details:not([open])"));
    if (/^[0-4]$/.test(event.key)) choose(row, event.key);
    else if (event.key.toLowerCase() === "n") choose(row, "not-relevant");
    else if (event.key === "?") explain(row);
    else if (event.key === "ArrowDown") focusOn(all[all.indexOf(row) + 1] || row);
    else if (event.key === "ArrowUp") focusOn(all[all.indexOf(row) - 1] || row);
    else return;
    event.preventDefault();
  });
  document.addEventListener("pointerdown", () => sessionStorage.removeItem(HANDS));

  // Who came here by the keys goes on with them: no tabbing through the page again.
  if (sessionStorage.getItem(HANDS)) {
    const open = rows().find(isOpen);
    if (open || rows()[0]) focusOn(open || rows()[0]);
  }
})();
