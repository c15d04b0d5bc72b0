// Captions, and the words and the chapter of the moment.

// Browsers refuse a <track> on pages that were opened from the disk; these cues come with the page.
function caption(dialog, video) {
  const button = one(".captions", dialog);
  if (!button) return;
  const track = video.addTextTrack("captions", "English", "en");
  for (const [start, end, text] of cues[dialog.dataset.entry]) {
    const written = text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
    track.addCue(new VTTCue(start, end, written));
  }
  const show = () => button.setAttribute("aria-pressed", String(track.mode === "showing"));
  const chosen = memory.read("captions") ?? ("silent" in dialog.dataset ? "on" : "off");
  track.mode = chosen === "on" ? "showing" : "hidden";
  video.textTracks.addEventListener("change", show);
  button.addEventListener("click", () => {
    track.mode = track.mode === "showing" ? "hidden" : "showing";
    memory.write("captions", track.mode === "showing" ? "on" : "off");
    show();
  });
  show();
}

function seek(dialog, seconds) {
  const video = one("video", dialog);
  if (!video) return;
  video.preload = "auto";
  video.currentTime = seconds;
  follow(dialog, seconds);
  if (!calm.matches) video.play().catch(() => {});
}

// What is being said is marked, and scrolled to unless the reader is in the text.
function follow(dialog, seconds) {
  for (const list of [all(".line", dialog), all(".chapters li", dialog)]) {
    let now = null;
    for (const item of list) {
      if (Number(item.dataset.start) <= seconds + 0.05) now = item;
    }
    for (const item of list) {
      if (item === now) item.setAttribute("aria-current", "true");
      else item.removeAttribute("aria-current");
    }
    const text = now && now.closest(".transcript");
    if (text && !text.matches(":hover, :focus-within")) {
      const room = text.clientHeight - now.offsetHeight;
      const place = now.offsetTop - text.scrollTop;
      if (place < 0 || place > room) text.scrollTop = now.offsetTop - room / 3;
    }
  }
}
