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
