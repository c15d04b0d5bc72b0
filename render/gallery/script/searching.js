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
