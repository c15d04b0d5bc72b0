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
