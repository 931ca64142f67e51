"use strict";
const form = document.getElementById("filter");
const shown = document.getElementById("shown");
const sections = [...document.querySelectorAll(".area")];

function apply() {
  const asked = new FormData(form);
  const verdicts = new Set(asked.getAll("verdict"));
  const area = asked.get("area");
  const level = asked.get("level");
  const differ = asked.has("differ");
  let count = 0;
  let all = 0;
  for (const section of sections) {
    let inSection = 0;
    for (const requirement of section.querySelectorAll(".requirement")) {
      const its = requirement.dataset;
      const fits =
        its.verdict.split(" ").some((verdict) => verdicts.has(verdict)) &&
        (!area || section.dataset.area === area) &&
        (!level || its.level === level) &&
        (!differ || its.differs === "true");
      requirement.hidden = !fits;
      all += 1;
      inSection += fits ? 1 : 0;
    }
    section.hidden = inSection === 0;
    count += inSection;
  }
  shown.textContent = `${count} of ${all} requirements`;
}

form.hidden = false;
form.addEventListener("change", apply);
apply();

// A link to a requirement that is filtered out shows everything again.
window.addEventListener("hashchange", () => {
  const target = document.getElementById(location.hash.slice(1));
  if (target && target.closest("[hidden]")) {
    form.reset();
    apply();
    target.scrollIntoView();
  }
});
