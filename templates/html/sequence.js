"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const models = byId("models");
  const links = [...document.querySelectorAll(".links a")];
  let now = 0;

  /** Make a model the present one; move says whether to bring it into view. */
  const show = (number, move) => {
    const stages = [...document.querySelectorAll(".stage")];
    now = Math.max(0, Math.min(number, stages.length - 1));
    stages.forEach((stage, position) => stage.classList.toggle("now", position === now));
    links.forEach((link, position) => {
      if (position === now) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
    byId("before").disabled = now === 0;
    byId("after").disabled = now === stages.length - 1;
    if (!move) return;
    stages[now].scrollIntoView({ block: "start" });
    byId("told").textContent = links[now].textContent;
  };

  byId("before").addEventListener("click", () => show(now - 1, true));
  byId("after").addEventListener("click", () => show(now + 1, true));
  byId("single").addEventListener("change", (event) => {
    models.classList.toggle("single", event.target.checked);
    show(now, true);
  });
  links.forEach((link, position) =>
    link.addEventListener("click", (event) => {
      event.preventDefault();
      show(position, true);
      document.querySelectorAll(".stage")[position].focus({ preventScroll: true });
    }),
  );
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.target.matches("input, .wide")) return;
    const moves = { ArrowRight: now + 1, ArrowLeft: now - 1 };
    if (!(event.key in moves)) return;
    event.preventDefault();
    show(moves[event.key], true);
  });

  const unpacked = async () => {
    const bytes = Uint8Array.from(atob(byId("packed").textContent), (c) => c.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    models.innerHTML = JSON.parse(await new Response(stream).text());
    show(0, false);
  };
  if (byId("packed")) unpacked();
  else show(0, false);
})();
