/** 阅读方式（深色、高对比度、长者版）：在页面显示之前设定，记在本机浏览器里；宽屏展开栏目树和本文目录。 */
(() => {
  const root = document.documentElement;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const wide = window.matchMedia("(min-width: 64rem)");

  function recall(name) {
    try {
      return localStorage.getItem(name);
    } catch {
      return null;
    }
  }

  function keep(name, value) {
    try {
      if (value) localStorage.setItem(name, value);
      else localStorage.removeItem(name);
    } catch {
      /* 浏览器不允许保存时，只在本页有效。 */
    }
  }

  function mark(name, value, known) {
    if (known.includes(value)) root.dataset[name] = value;
    else delete root.dataset[name];
  }

  function setScheme(value) {
    mark("gkScheme", value, ["light", "dark", "contrast"]);
  }

  function setView(value) {
    mark("gkView", value, ["elder"]);
  }

  function readScheme() {
    return root.dataset.gkScheme ?? (dark.matches ? "dark" : "light");
  }

  /** 与系统一致的外观不必记住：系统改变时随之改变。 */
  function chooseScheme(wanted) {
    const value = wanted === (dark.matches ? "dark" : "light") ? "" : wanted;
    keep("gk-scheme", value);
    setScheme(value);
  }

  function chooseView(value) {
    keep("gk-view", value);
    setView(value);
    unfold();
  }

  const tools = {
    elder: {
      isOn: () => root.dataset.gkView === "elder",
      toggle: (on) => chooseView(on ? "elder" : ""),
    },
    contrast: {
      isOn: () => readScheme() === "contrast",
      toggle: (on) => chooseScheme(on ? "contrast" : dark.matches ? "dark" : "light"),
    },
    dark: {
      isOn: () => readScheme() === "dark",
      toggle: (on) => chooseScheme(on ? "dark" : "light"),
    },
  };

  function show() {
    for (const button of document.querySelectorAll("button[data-gk-tool]")) {
      button.setAttribute("aria-pressed", String(tools[button.dataset.gkTool].isOn()));
    }
  }

  function unfold() {
    const open = wide.matches && !tools.elder.isOn();
    for (const fold of document.querySelectorAll("details.gk-fold")) fold.open = open;
  }

  function restore() {
    setScheme(recall("gk-scheme"));
    setView(recall("gk-view"));
  }

  root.dataset.gkJs = "";
  restore();

  document.addEventListener("DOMContentLoaded", () => {
    show();
    unfold();
    for (const button of document.querySelectorAll("button[data-gk-tool]")) {
      const tool = tools[button.dataset.gkTool];
      button.addEventListener("click", () => {
        tool.toggle(!tool.isOn());
        show();
      });
    }
    for (const button of document.querySelectorAll("button[data-gk-standard]")) {
      button.addEventListener("click", () => {
        chooseView("");
        show();
        document.querySelector('button[data-gk-tool="elder"]')?.focus();
      });
    }
    dark.addEventListener("change", show);
    wide.addEventListener("change", unfold);
  });
  /* 另一个窗口改了阅读方式，或者按“后退”回到本页。 */
  for (const name of ["pageshow", "storage"]) {
    window.addEventListener(name, (event) => {
      if (name === "pageshow" && !event.persisted) return;
      restore();
      show();
      unfold();
    });
  }
})();
