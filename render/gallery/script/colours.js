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
