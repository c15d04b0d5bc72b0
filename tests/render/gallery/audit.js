// What a reader with other senses, or without a mouse, would stumble over: one line for each.
() => {
  const found = [];
  const root = document.querySelector("dialog[open]") ?? document;
  const all = (selector) => [...root.querySelectorAll(selector)];
  const seen = (element) => element.checkVisibility({ visibilityProperty: true });
  const say = (what, element) => found.push(`${what}: ${element.outerHTML.slice(0, 120)}`);

  const name = (element) => {
    const by = (element.getAttribute("aria-labelledby") ?? "").split(" ").filter(Boolean);
    return [
      element.getAttribute("aria-label"),
      element.getAttribute("alt"),
      ...by.map((id) => document.getElementById(id)?.textContent),
      ...[...(element.labels ?? [])].map((label) => label.textContent),
      element.textContent,
    ]
      .map((text) => (text ?? "").trim())
      .find(Boolean);
  };

  for (const element of all("img, video, button, a, input, select, summary, dialog, nav, form")) {
    if (seen(element) && !name(element)) say("no name", element);
  }
  for (const id of new Set(all("[id]").map((element) => element.id))) {
    if (document.querySelectorAll(`[id="${CSS.escape(id)}"]`).length > 1) found.push(`twice: ${id}`);
  }
  for (const element of all("[aria-labelledby]")) {
    if (!document.getElementById(element.getAttribute("aria-labelledby"))) say("label", element);
  }

  let before = root === document ? 0 : 1;
  for (const heading of all("h1, h2, h3, h4, h5, h6").filter(seen)) {
    const level = Number(heading.tagName[1]);
    if (level > before + 1) say(`a heading of level ${level} after ${before}`, heading);
    before = level;
  }

  // WCAG 2.2, success criterion 2.5.8: targets of 24 by 24, but for those within a line of text.
  for (const element of all("button, input, select, summary, a").filter(seen)) {
    const { width, height } = (element.closest("label") ?? element).getBoundingClientRect();
    const inline = element.matches("a, .line .time, .skip");
    if (!inline && (width < 24 || height < 24)) say(`${width} x ${height} small`, element);
  }

  // WCAG 2.2, success criterion 1.4.3 and 1.4.11.
  const numbers = (color) => (color.match(/[\d.]+/g) ?? []).map(Number);
  const light = (color) => {
    const parts = numbers(color)
      .slice(0, 3)
      .map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
  };
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const ground = (element) => {
    for (let place = element; place; place = place.parentElement) {
      const color = getComputedStyle(place).backgroundColor;
      if (numbers(color)[3] !== 0) return color;
    }
    return "rgb(255, 255, 255)";
  };
  let measured = 0;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !seen(element)) continue;
    if (element.closest("script, style, noscript, option, .unseen, video")) continue;
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const ratio = contrast(style.color, ground(element));
    measured += 1;
    if (ratio < (large ? 3 : 4.5)) say(`contrast ${ratio.toFixed(2)}`, element);
  }
  for (const element of all("button, select, input[type=search], .theme").filter(seen)) {
    const style = getComputedStyle(element);
    if (style.borderStyle === "none" || parseFloat(style.borderWidth) === 0) continue;
    const ratio = contrast(style.borderColor, ground(element.parentElement));
    if (ratio < 3) say(`contrast of the border ${ratio.toFixed(2)}`, element);
  }
  return { found, measured };
}
