"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const variant = byId("variant");
  const said = byId("said");
  const greeting = said.textContent;
  let step = -1;
  let resting = [];

  // --- lighting ---------------------------------------------------------------------------------

  const light = (ids) => {
    for (const element of all("[data-p]")) {
      const own = element.dataset.p.split(" ");
      element.classList.toggle("lit", ids.some((id) => own.includes(id)));
    }
  };
  const marked = (target) => (target instanceof Element ? target.closest("[data-p]") : null);
  const nearest = (element) => [element.dataset.p.split(" ")[0]];

  document.addEventListener("pointerover", (event) => {
    const element = marked(event.target);
    light(element ? nearest(element) : resting);
  });
  document.addEventListener("pointerout", (event) => {
    if (event.relatedTarget === null) light(resting);
  });
  document.addEventListener("focusin", (event) => {
    const element = marked(event.target);
    if (element) light(nearest(element));
  });
  document.addEventListener("focusout", () => light(resting));

  // --- the walk ---------------------------------------------------------------------------------

  const steps = () => all("#steps li");
  const show = (number) => {
    const found = steps();
    step = Math.max(-1, Math.min(number, found.length - 1));
    found.forEach((item, position) => {
      item.classList.toggle("now", position === step);
      if (position === step) item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
    });
    const now = found[step];
    resting = now ? now.dataset.step.split(" ") : [];
    if (now) said.replaceChildren(...[...now.childNodes].map((node) => node.cloneNode(true)));
    else said.textContent = greeting;
    byId("count").textContent = now ? `${step + 1} of ${found.length}` : `${found.length} steps`;
    byId("before").disabled = step < 0;
    byId("after").disabled = step === found.length - 1;
    light(resting);
    const first = document.querySelector("#formula .lit");
    if (first) first.scrollIntoView({ block: "nearest" });
  };
  const stepOf = (id) => steps().findIndex((item) => item.dataset.step.split(" ").includes(id));

  byId("before").addEventListener("click", () => show(step - 1));
  byId("after").addEventListener("click", () => show(step + 1));
  document.addEventListener("click", (event) => {
    const element = marked(event.target);
    if (element) show(stepOf(nearest(element)[0]));
    const item = event.target.closest("#steps li");
    if (item) show(steps().indexOf(item));
  });
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.target.matches("select, input, .wide")) return;
    const moves = { ArrowRight: step + 1, ArrowLeft: step - 1, Escape: -1 };
    if (event.key in moves) {
      event.preventDefault();
      show(moves[event.key]);
    } else if (event.target.matches("#formula span") && ["Enter", " "].includes(event.key)) {
      event.preventDefault();
      event.target.click();
    }
  });

  // --- notation and names -----------------------------------------------------------------------

  let variants = null;
  const unpacked = async () => {
    const bytes = Uint8Array.from(atob(byId("packed").textContent), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return JSON.parse(await new Response(stream).text());
  };
  const chosen = async () => {
    variants ??= await unpacked();
    const names = byId("names");
    const kind = !names || names.checked ? "names" : "columns";
    return variants[`${kind} ${byId("notation").value}`];
  };
  const change = async () => {
    variant.innerHTML = (await chosen()).html;
    show(step);
    tell(`Notation: ${byId("notation").value}`);
  };
  for (const control of [byId("notation"), byId("names")]) {
    if (!control) continue;
    if (typeof DecompressionStream === "undefined") control.disabled = true;
    control.addEventListener("change", change);
  }

  // --- copying ----------------------------------------------------------------------------------

  /** MathML as other programs take it: its styles in place, without marks. */
  const mathml = (element) => {
    const copy = element.cloneNode(true);
    const rules = {};
    for (const rule of document.styleSheets[0].cssRules) {
      if (/^\.s\d+$/.test(rule.selectorText ?? "")) rules[rule.selectorText.slice(1)] = rule.style.cssText;
    }
    for (const inner of [copy, ...all("*", copy)]) {
      const style = [...inner.classList].map((name) => rules[name] ?? "").join("");
      for (const name of ["class", "data-p", "data-kind"]) inner.removeAttribute(name);
      if (style) inner.setAttribute("data-style", style);
    }
    copy.setAttribute("xmlns", "http://www.w3.org/1998/Math/MathML");
    return copy.outerHTML.replaceAll(" data-style=", " style=");
  };
  const source = async (button) => {
    const kind = button.dataset.copy;
    if (kind === "formula") return byId("formula").textContent;
    const section = button.closest("section");
    if (kind === "mathml") return mathml(section.querySelector("math"));
    return (await chosen()).sources[section.dataset.section][kind];
  };
  const copied = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.className = "away";
      area.value = text;
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      if (!done) throw new Error("the browser does not allow copying");
    }
  };
  const tell = (text) => {
    byId("told").textContent = text;
    setTimeout(() => (byId("told").textContent = ""), 2500);
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    source(button).then(copied).then(
      () => tell("Copied"),
      (error) => tell(`Not copied: ${error.message}`),
    );
  });

  show(-1);
  if (!variant.querySelector("section")) change();
})();
