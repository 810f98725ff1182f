// 目录的筛选：目录不长时筛选本页的行，长时取各年的 catalog.json。不启用脚本时各表照常可读。

const MOST = 200;
const FIELDS = ["index_number", "title", "summary", "document_number"];
const CHOICES = ["column", "genre", "disclosure", "validity"];

const form = document.querySelector("[data-gk-catalog]");
const state = document.querySelector("[data-gk-state]");
const body = document.querySelector(".gk-mulu tbody");

if (form && state && body) {
  start(form, state, body);
}

function start(form, state, body) {
  const original = [...body.rows];
  const own = original.map(readRow);
  const told = state.textContent;
  const whole = form.dataset.gkWhole === "yes";
  const years = [...form.elements.year.options].map((option) => option.value).filter(Boolean);
  const usual = readForm(form);
  const loaded = new Map();
  let latest = 0;

  async function apply() {
    const turn = (latest += 1);
    const asked = readForm(form);
    const given = Object.entries(asked).filter(([name, value]) => value !== usual[name]);
    const address = given.length ? `?${new URLSearchParams(given)}` : location.pathname;
    history.replaceState(null, "", address);
    if (given.length === 0) {
      original.forEach((row) => (row.hidden = false));
      body.replaceChildren(...original);
      state.textContent = told;
      return;
    }
    if (whole) {
      const kept = own.filter((entry) => matches(entry, asked));
      original.forEach((row, at) => (row.hidden = !kept.includes(own[at])));
      state.textContent = `符合条件的有 ${kept.length} 条${advise(kept)}。`;
      return;
    }
    state.textContent = "正在查找……";
    const found = [];
    for (const year of asked.year ? [asked.year] : years) {
      let entries;
      try {
        entries = await load(year);
      } catch {
        state.textContent = "目录数据没有取到，请稍后再试，或者按年份查阅。";
        return;
      }
      if (turn !== latest) {
        return;
      }
      found.push(...entries.filter((entry) => matches(entry, asked)));
    }
    body.replaceChildren(...found.slice(0, MOST).map((entry) => makeRow(entry, form)));
    const more = found.length > MOST ? `，先列出最近的 ${MOST} 条` : advise(found);
    state.textContent = `符合条件的有 ${found.length} 条${more}。`;
  }

  async function load(year) {
    if (!loaded.has(year)) {
      const answer = await fetch(new URL(`../../mulu/${year}/catalog.json`, import.meta.url));
      if (!answer.ok) {
        throw new Error(String(answer.status));
      }
      const { items } = await answer.json();
      items.sort((a, b) => (a.published < b.published ? 1 : -1));
      loaded.set(year, items);
    }
    return loaded.get(year);
  }

  let waiting = 0;
  form.hidden = false;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 150);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    apply();
  });
  form.addEventListener("reset", () => setTimeout(apply));
  for (const [name, value] of new URLSearchParams(location.search)) {
    const field = form.elements[name];
    if (field && "value" in field && (!field.options || hasOption(field, value))) {
      field.value = value;
    }
  }
  if (location.search) {
    apply();
  }
}

function hasOption(field, value) {
  return [...field.options].some((option) => option.value === value);
}

function advise(found) {
  return found.length > 0 ? "" : "，请减少条件或者改用其他词语";
}

function readForm(form) {
  const names = ["q", "year", ...CHOICES];
  return Object.fromEntries(names.map((name) => [name, form.elements[name].value.trim()]));
}

function readRow(row) {
  const cells = [...row.cells].map((cell) => cell.textContent);
  return {
    index_number: cells[0],
    title: row.cells[1].querySelector("a").textContent,
    summary: row.cells[1].querySelector("p").textContent,
    document_number: cells[2],
    column: cells[3],
    genre: cells[4],
    disclosure: cells[5],
    validity: cells[6],
    made: cells[7],
    published: cells[8],
  };
}

function matches(entry, asked) {
  if (asked.year && !entry.published.startsWith(asked.year)) {
    return false;
  }
  if (CHOICES.some((name) => asked[name] && entry[name] !== asked[name])) {
    return false;
  }
  const text = fold(FIELDS.map((name) => entry[name]).join("\n"));
  return asked.q.split(/\s+/).every((word) => text.includes(fold(word)));
}

function fold(text) {
  return text.normalize("NFKC").toLowerCase();
}

function makeRow(entry, form) {
  const row = document.createElement("tr");
  const head = document.createElement("th");
  head.scope = "row";
  head.textContent = entry.index_number;
  const link = document.createElement("a");
  link.href = `../${entry.url.slice(form.dataset.gkRoot.length)}`;
  link.textContent = entry.title;
  const summary = document.createElement("p");
  summary.textContent = entry.summary;
  const about = document.createElement("td");
  about.append(link, summary);
  const rest = [
    entry.document_number || "无",
    entry.column,
    entry.genre,
    entry.disclosure,
    entry.validity,
    entry.made,
    entry.published,
  ].map((text) => {
    const cell = document.createElement("td");
    cell.textContent = text;
    return cell;
  });
  row.append(head, about, ...rest);
  return row;
}
