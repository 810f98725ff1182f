(() => {
  "use strict";

  // 行数不多的表不必筛选。
  const FEW = 5;

  const apply = (form) => {
    const list = document.getElementById(form.dataset.list);
    const rows = list.querySelectorAll("[data-row]");
    const asked = [...new FormData(form)].filter(([, value]) => value.trim());
    const fits = (row) => asked.every(([name, value]) => name === "q"
      ? row.textContent.toLowerCase().includes(value.trim().toLowerCase())
      : row.dataset[name] === value);
    let shown = 0;
    for (const row of rows) {
      row.hidden = !fits(row);
      shown += row.hidden ? 0 : 1;
    }
    for (const group of list.querySelectorAll("[data-group]")) {
      group.hidden = asked.length > 0 && !group.querySelector("[data-row]:not([hidden])");
    }
    const told = asked.map(([name, value]) => {
      const field = form.elements[name];
      return field.options ? field.selectedOptions[0].text : `含“${value.trim()}”`;
    });
    form.hidden = rows.length <= FEW && asked.length === 0;
    form.classList.toggle("active", asked.length > 0);
    form.querySelector("output").textContent = asked.length
      ? `已筛选（${told.join("，")}）：显示${shown}条，共${rows.length}条`
      : `共${rows.length}条`;
  };

  const forms = document.querySelectorAll("form.filter");
  for (const form of forms) {
    form.addEventListener("input", () => apply(form));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(() => apply(form)));
    apply(form);
  }

  // 数字上的链接带着筛选条件；跳转由浏览器照常完成。
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-filter]");
    if (!link) return;
    const form = document.getElementById(link.dataset.filter);
    form.reset();
    for (const [name, value] of new URLSearchParams(link.dataset.asked)) {
      form.elements[name].value = value;
    }
    apply(form);
  });

  // 窄屏上先看结论，目录收起。
  if (matchMedia("(max-width: 1079px)").matches) {
    document.querySelector("nav details").open = false;
  }

  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const part of opened) part.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const part of opened) part.open = false;
  });
})();
