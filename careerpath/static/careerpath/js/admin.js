/* Names the selects that look options up: the script that draws them leaves an empty one without
 * a name for screen readers. Without this file they work all the same. */
"use strict";
// Once everything is loaded and drawn: admin's own scripts come in any order.
window.addEventListener("load", () => {
  function name(select) {
    const drawn = select.parentElement.querySelector(".select2-selection__rendered");
    const label = select.getAttribute("aria-label") || select.labels[0]?.textContent.trim() || "";
    const typed = select.parentElement.querySelector(".select2-search__field"); // where several fit
    if (typed) typed.setAttribute("aria-label", label.replace(/:$/, ""));
    if (drawn) drawn.setAttribute("aria-label", `${label.replace(/:$/, "")}: ${drawn.textContent}`);
  }

  const nameAll = () => document.querySelectorAll("select.admin-autocomplete").forEach(name);
  django.jQuery(nameAll); // in line after the script that draws them
  document.addEventListener("formset:added", nameAll);
  django.jQuery(document).on("change", "select.admin-autocomplete", (event) => name(event.target));
});
