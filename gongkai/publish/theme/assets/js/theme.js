/** 外观（自动、浅色、深色）和大字版，在页面显示之前设定，记在本机浏览器里；窄屏收起本文目录。 */
(() => {
  const root = document.documentElement;
  const schemes = { auto: "自动", light: "浅色", dark: "深色" };

  function recall(name) {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  }

  function keep(name, value) {
    try {
      localStorage.setItem(name, value);
    } catch {
      /* 浏览器不允许保存时，只在本页有效。 */
    }
  }

  function setScheme(scheme) {
    if (scheme === "light" || scheme === "dark") root.dataset.gkScheme = scheme;
    else delete root.dataset.gkScheme;
  }

  function setSize(large) {
    if (large) root.dataset.gkSize = "large";
    else delete root.dataset.gkSize;
  }

  setScheme(recall("gk-scheme"));
  setSize(recall("gk-size") === "large");

  document.addEventListener("DOMContentLoaded", () => {
    if (window.matchMedia("(max-width: 47.99rem)").matches) {
      for (const contents of document.querySelectorAll(".gk-contents details")) contents.open = false;
    }
    const scheme = document.querySelector("[data-gk-scheme]:is(button)");
    const size = document.querySelector("[data-gk-size]:is(button)");
    if (!scheme || !size) return;
    const show = () => {
      scheme.textContent = `外观：${schemes[root.dataset.gkScheme ?? "auto"]}`;
      size.setAttribute("aria-pressed", String(root.dataset.gkSize === "large"));
    };
    scheme.addEventListener("click", () => {
      const names = Object.keys(schemes);
      const now = names.indexOf(root.dataset.gkScheme ?? "auto");
      const next = names[(now + 1) % names.length];
      setScheme(next);
      keep("gk-scheme", next);
      show();
    });
    size.addEventListener("click", () => {
      const large = root.dataset.gkSize !== "large";
      setSize(large);
      keep("gk-size", large ? "large" : "normal");
      show();
    });
    show();
    scheme.hidden = false;
    size.hidden = false;
  });
})();
