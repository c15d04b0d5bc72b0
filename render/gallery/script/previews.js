// Posters that play while they are pointed at or focused.

const switched = one("#previews");
const previewing = new Map();

function settleSwitch() {
  const chosen = memory.read("previews");
  switched.checked = chosen === null ? !calm.matches : chosen === "on";
}

settleSwitch();
calm.addEventListener("change", () => {
  settleSwitch();
  if (!switched.checked) stopPreviews();
});
switched.addEventListener("change", () => {
  memory.write("previews", switched.checked ? "on" : "off");
  if (!switched.checked) stopPreviews();
});

function animate(picture, moving) {
  if (!picture.dataset.still) picture.dataset.still = picture.getAttribute("src");
  picture.src = moving ? picture.dataset.animated : picture.dataset.still;
}

function startPreview(screen) {
  if (!switched.checked || previewing.has(screen) || one("dialog[open]")) return;
  stopPreviews();
  const video = one("video", screen);
  const picture = one("img[data-animated]", screen);
  if (!video && !picture) return;
  // Pointers that only pass by start nothing.
  const timer = setTimeout(async () => {
    if (picture) {
      animate(picture, true);
      return;
    }
    try {
      await video.play();
      if (previewing.has(screen)) screen.classList.add("playing");
      else video.pause();
    } catch {
      // It was stopped before it began, or cannot be played: the poster stays.
    }
  }, 120);
  previewing.set(screen, timer);
}

function stopPreview(screen) {
  if (!previewing.has(screen)) return;
  clearTimeout(previewing.get(screen));
  previewing.delete(screen);
  screen.classList.remove("playing");
  const video = one("video", screen);
  if (video) video.pause();
  const picture = one("img[data-animated]", screen);
  if (picture && picture.dataset.still) animate(picture, false);
}

function stopPreviews() {
  for (const screen of [...previewing.keys()]) stopPreview(screen);
}

const seen = new IntersectionObserver((changes) => {
  for (const change of changes) if (!change.isIntersecting) stopPreview(change.target);
});
for (const screen of all(".screen")) {
  const button = one("button", screen);
  seen.observe(screen);
  screen.addEventListener("pointerenter", (event) => {
    if (event.pointerType === "mouse") startPreview(screen);
  });
  screen.addEventListener("pointerleave", () => stopPreview(screen));
  button.addEventListener("focus", () => {
    if (button.matches(":focus-visible")) startPreview(screen);
  });
  button.addEventListener("blur", () => stopPreview(screen));
  button.addEventListener("keydown", (event) => {
    if (event.key === "Escape") stopPreview(screen);
  });
}
document.addEventListener("visibilitychange", () => {
  if (document.hidden) stopPreviews();
});
