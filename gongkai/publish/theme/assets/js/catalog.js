// 目录的筛选：目录不长时筛选本页的行，长时取各年的 catalog.json。不启用脚本时各表照常可读。
// 输入的词语不分简体、繁体：两边都化为简体再比较。

const MOST = 200;
/** 一次查找取到这么多条以后，更早的年份由读者点按再查，免得下载过多。 */
const ENOUGH = 5000;
const FIELDS = ["index_number", "title", "summary", "document_number"];
const CHOICES = ["column", "genre", "disclosure", "validity"];
/** 取来的数据都是简体。 */
const DATA_LANG = "zh-CN";
const NOTE = document.documentElement.lang === DATA_LANG ? "" : "表中文字为简体。";

const form = document.querySelector("[data-gk-catalog]");
const state = document.querySelector("[data-gk-state]");
const body = document.querySelector(".gk-mulu tbody");
const further = document.querySelector("[data-gk-further]");

let simplify = (text) => text;

if (form && state && body && further) {
  start();
}

/** 有词语要比较时才取。 */
async function loadForms(text) {
  const forms = await import("./search-form.js");
  await forms.prepare(text);
  simplify = forms.simplify;
}

function start() {
  const original = [...body.rows];
  const own = original.map(readRow);
  const told = state.textContent;
  const whole = form.dataset.gkWhole === "yes";
  const written = whole ? body.textContent : "";
  const total = form.dataset.gkTotal;
  const years = [...form.elements.year.options].map((option) => option.value).filter(Boolean);
  const loaded = new Map();
  let latest = 0;

  async function apply(most = ENOUGH) {
    const turn = (latest += 1);
    const asked = readForm("value");
    const given = Object.entries(asked).filter(([, value]) => value);
    const address = given.length ? `?${new URLSearchParams(given)}` : location.pathname;
    history.replaceState(null, "", address);
    further.hidden = true;
    if (given.length === 0) {
      show(original, told);
      return;
    }
    const start = `按“${tellConditions()}”筛选：`;
    try {
      await (asked.q && loadForms(asked.q + written));
    } catch {
      fail(turn);
      return;
    }
    if (turn !== latest) {
      return;
    }
    if (whole) {
      const shown = readForm("label");
      const kept = original.filter((_, at) => matches(own[at], shown));
      show(kept, `${start}${total} 条中，${count(kept.length)}`);
      return;
    }
    body.parentElement.setAttribute("aria-busy", "true");
    state.textContent = "正在查找……";
    const wanted = asked.year ? [asked.year] : years;
    const found = [];
    let seen = 0;
    let read = 0;
    while (read < wanted.length && (read === 0 || seen < most)) {
      let entries;
      try {
        entries = await load(wanted[read]);
      } catch {
        fail(turn);
        return;
      }
      if (turn !== latest) {
        return;
      }
      found.push(...entries.filter((entry) => matches(entry, asked)));
      seen += entries.length;
      read += 1;
    }
    const rest = wanted[read];
    const among = rest ? `${wanted[read - 1]}年以来的 ${seen} 条（共 ${total} 条）中` : `${total} 条中`;
    const note = found.length ? NOTE : "";
    show(found.slice(0, MOST).map(makeRow), `${start}${among}，${count(found.length)}${note}`);
    if (rest) {
      further.textContent = `继续查 ${rest}年和更早的`;
      further.hidden = false;
      further.onclick = () => {
        body.closest(".gk-scroll").focus();
        apply(seen + ENOUGH);
      };
    }
  }

  function fail(turn) {
    if (turn === latest) {
      show(original, `目录数据没有取到，没有筛选，请稍后再试。${told}`);
    }
  }

  async function load(year) {
    if (!loaded.has(year)) {
      const answer = await fetch(new URL(`../../mulu/${year}/catalog.json`, import.meta.url));
      if (!answer.ok) {
        throw new Error(String(answer.status));
      }
      const { items } = await answer.json();
      items.sort((a, b) => (a.published < b.published) - (a.published > b.published));
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
    const field = form.elements.namedItem(name);
    if (field && "value" in field && (!field.options || hasOption(field, value))) {
      field.value = value;
    }
  }
  if (Object.values(readForm("value")).some(Boolean)) {
    apply();
  }
}

function show(rows, text) {
  body.replaceChildren(...rows);
  body.parentElement.removeAttribute("aria-busy");
  state.textContent = text;
}

function count(number) {
  const shown = number > MOST ? `，下表是最近公开的 ${MOST} 条` : "";
  return `符合条件的有 ${number} 条${number ? shown : "，请减少条件或者改用其他词语"}。`;
}

function hasOption(field, value) {
  return [...field.options].some((option) => option.value === value);
}

/** What is asked for: as the data have it ("value"), or as this version of the page ("label"). */
function readForm(what) {
  const chosen = CHOICES.map((name) => {
    const [option] = form.elements[name].selectedOptions;
    return [name, option.value && option[what]];
  });
  const { q, year } = form.elements;
  return { q: q.value.trim(), year: year.value, ...Object.fromEntries(chosen) };
}

function tellConditions() {
  const { q, year, ...chosen } = readForm("label");
  return [q, year && `${year}年`, ...Object.values(chosen)].filter(Boolean).join("、");
}

function readRow(row) {
  const cells = [...row.cells].map((cell) => cell.textContent);
  return {
    index_number: cells[0],
    title: row.cells[1].querySelector("a").textContent,
    summary: row.cells[1].querySelector("p").textContent,
    document_number: cells[2].replace(/^[无無]$/, ""),
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
  return simplify(text.normalize("NFKC").toLowerCase());
}

function makeRow(entry) {
  const row = document.createElement("tr");
  row.lang = DATA_LANG;
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
