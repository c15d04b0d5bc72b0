"use strict";

(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector, root = document) => root.querySelector(selector);
  const page = document.documentElement;
  const cues = JSON.parse(one("#data").textContent);
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  // A browser may refuse to remember, as in private windows.
  const memory = {
    read(name) {
      try {
        return localStorage.getItem(`steepest-gallery-${name}`);
      } catch {
        return null;
      }
    },
    write(name, value) {
      try {
        localStorage.setItem(`steepest-gallery-${name}`, value);
      } catch {
        // It holds until the page is closed.
      }
    },
  };

  // Colours.

  for (const choice of all("input[name=theme]")) {
    choice.addEventListener("change", () => {
      page.dataset.theme = choice.value;
      memory.write("theme", choice.value);
    });
    if (choice.value === memory.read("theme")) {
      choice.checked = true;
      page.dataset.theme = choice.value;
    }
  }

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

  // Copying. Where a page may not write to the clipboard, an old command still can.

  async function copy(text, place) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      area.className = "unseen";
      place.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  }

  const local = /^(localhost|127\..*|\[::1\])$/.test(location.hostname);
  if (location.protocol.startsWith("http") && !local) {
    for (const link of all("[data-link]")) {
      link.textContent = new URL(link.dataset.link, location.href).href;
    }
  }

  async function copySnippet(button) {
    const said = one(".said-copied", button.closest(".snippets"));
    said.textContent = "";
    const done = await copy(document.getElementById(button.dataset.copy).textContent, said);
    said.textContent = done
      ? `Copied: ${button.dataset.title}`
      : "The browser does not allow copying; select the text instead.";
    button.focus();
    button.classList.toggle("done", done);
    setTimeout(() => button.classList.remove("done"), 2000);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const { open: id, seek: seconds } = button.dataset;
    if (id !== undefined) open(id, seconds === undefined ? undefined : Number(seconds));
    else if (seconds !== undefined) seek(button.closest("dialog"), Number(seconds));
    else if (button.matches(".close")) button.closest("dialog").close();
    else if (button.matches(".copy")) copySnippet(button);
    else if (button.matches(".animate")) {
      const playing = button.classList.toggle("playing");
      animate(one("[data-animated]", button.closest("dialog")), playing);
      button.textContent = playing ? "Stop" : "Play";
    }
  });

  // Search and filters.

  const search = one("#search");
  const filters = ["module", "parameter", "kind"].map((name) => one(`#filter-${name}`));

  // As people type it: "momentum = 0.9" is one word.
  const plain = (text) => text.toLowerCase().replace(/[^\S\n]*=[^\S\n]*/g, "=");

  function spoken(id) {
    return all(".line", document.getElementById(`watch-${id}`)).map((line) => ({
      text: one(".said", line).textContent,
      seconds: line.dataset.start,
      time: one(".time", line).lastChild.textContent,
    }));
  }

  const index = search
    ? all(".card").map((card) => {
        const lines = spoken(card.dataset.entry);
        const dialog = document.getElementById(`watch-${card.dataset.entry}`);
        const texts = [
          card.closest(".lesson").querySelector(".title").textContent,
          one(".about", card).textContent,
          ...all("tbody tr", dialog).map((row) => all("code", row).map((c) => c.textContent).join("=")),
          ...all(".chapters button", dialog).map((part) => part.textContent),
          ...lines.map((line) => line.text),
        ];
        return { card, lines, text: plain(texts.join("\n")) };
      })
    : [];

  // A few words around the first one that was found, which is marked.
  function excerpt(place, text, words) {
    const begin = text.toLowerCase().indexOf(words[0]);
    const end = begin + words[0].length;
    const from = begin > 48 ? text.indexOf(" ", begin - 40) + 1 : 0;
    const mark = document.createElement("mark");
    mark.textContent = text.slice(begin, end);
    place.append(from > 0 ? `… ${text.slice(from, begin)}` : text.slice(0, begin));
    place.append(mark, text.slice(end));
  }

  function hits(entry, words) {
    const found = entry.lines.filter((line) => {
      const text = line.text.toLowerCase();
      return words.every((word) => text.includes(word));
    });
    const list = document.createElement("ul");
    list.className = "hits";
    for (const line of found.slice(0, 2)) {
      const item = list.appendChild(document.createElement("li"));
      const button = item.appendChild(document.createElement("button"));
      button.type = "button";
      button.dataset.open = entry.card.dataset.entry;
      button.dataset.seek = line.seconds;
      const time = button.appendChild(document.createElement("span"));
      time.className = "time";
      time.textContent = line.time;
      const said = button.appendChild(document.createElement("span"));
      said.className = "said";
      excerpt(said, line.text, words);
    }
    return found.length ? list : null;
  }

  function choose() {
    const words = plain(search.value).split(/\s+/).filter(Boolean);
    const [module, parameter, kind] = filters.map((filter) => (filter ? filter.value : ""));
    let shown = 0;
    for (const entry of index) {
      const { card } = entry;
      const data = card.dataset;
      const fits =
        words.every((word) => entry.text.includes(word)) &&
        (!module || data.module === module) &&
        (!parameter || data.parameters.split(" ").includes(parameter)) &&
        (!kind || data.kind === kind);
      card.hidden = !fits;
      shown += fits ? 1 : 0;
      one(".hits", card)?.remove();
      const list = fits && search.value.trim().length > 2 ? hits(entry, words) : null;
      if (list) one(".about", card).append(list);
    }
    for (const place of all(".lesson, .others")) {
      const left = all(".card", place).filter((card) => !card.hidden).length;
      place.hidden = left === 0;
      const number = one(":scope > h3 .number", place);
      if (number) number.textContent = ` ${left}`;
    }
    one(".nothing").hidden = shown > 0;
    one("#count").textContent = shown === index.length ? "" : `${shown} of ${index.length} shown`;
  }

  if (search) {
    search.form.addEventListener("submit", (event) => event.preventDefault());
    search.addEventListener("input", choose);
    for (const filter of filters) filter?.addEventListener("change", choose);
  }

  followAddress();
})();
