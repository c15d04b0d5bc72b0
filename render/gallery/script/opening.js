// An entry opened.

let entered = false; // whether the address changed with it, so that going back closes it

function open(id, seconds) {
  const dialog = document.getElementById(`watch-${id}`);
  if (!dialog) return;
  for (const other of all("dialog[open]")) if (other !== dialog) other.close();
  stopPreviews();
  prepare(dialog);
  if (!dialog.open) dialog.showModal();
  const address = `#${encodeURIComponent(id)}`;
  if (location.hash !== address) {
    entered = true;
    location.hash = address;
  }
  const video = one("video", dialog);
  if (seconds !== undefined) seek(dialog, seconds);
  else if (!calm.matches) {
    if (video) video.play().catch(() => {});
    else one(".animate:not(.playing)", dialog)?.click();
  }
}

function prepare(dialog) {
  if (dialog.dataset.ready) return;
  dialog.dataset.ready = "yes";
  const video = one("video", dialog);
  if (!video) return;
  if (video.dataset.poster) video.poster = video.dataset.poster;
  caption(dialog, video);
  video.addEventListener("timeupdate", () => follow(dialog, video.currentTime));
  video.addEventListener("seeked", () => follow(dialog, video.currentTime));
}

for (const dialog of all("dialog")) {
  dialog.addEventListener("close", () => {
    const video = one("video", dialog);
    if (video) video.pause();
    one(".animate.playing", dialog)?.click();
    if (decodeURIComponent(location.hash.slice(1)) !== dialog.dataset.entry) return;
    if (entered) {
      // Going back to an address with a place in it would take the focus there.
      const focused = document.activeElement;
      const keep = () => focused.focus({ preventScroll: true });
      window.addEventListener("hashchange", () => setTimeout(keep), { once: true });
      history.back();
    }
    else history.replaceState(null, "", location.pathname + location.search);
    entered = false;
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
}

function followAddress() {
  const id = decodeURIComponent(location.hash.slice(1));
  const shown = one("dialog[open]");
  if (shown && shown.dataset.entry === id) return;
  if (shown) {
    entered = false;
    shown.close();
  }
  if (document.getElementById(`watch-${id}`)) open(id);
}

window.addEventListener("hashchange", followAddress);
