// What buttons do; and an entry that the address names is opened at once.

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

followAddress();
