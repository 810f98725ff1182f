// 依申请公开的期限和费用计算，与 core/request_limits、core/request_fees 的算法相同。不启用脚本时页面上的表格照常可读。

const DAY = 86400000;
const CORRECTION = 7;
const ANSWER = 20;
const EXTENSION = 20;
const OPINION = 15;
const PAGE_TIERS = [
  [31, 100, 10],
  [101, 200, 20],
  [201, Infinity, 40],
];

export function readCalendar(text) {
  const { first, known, off, work } = JSON.parse(text);
  return { first, known, off: new Set(off), work: new Set(work) };
}

function isWorkday(calendar, moment) {
  const day = formatDay(moment);
  if (calendar.work.has(day)) {
    return true;
  }
  const weekday = new Date(moment).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !calendar.off.has(day);
}

function formatDay(moment) {
  return new Date(moment).toISOString().slice(0, 10);
}

// 自 start 的次日起第 count 个工作日；certain 表示其间的放假安排都已公布。
export function addWorkdays(calendar, start, count) {
  let moment = Date.parse(start);
  for (let left = count; left > 0; ) {
    moment += DAY;
    left -= isWorkday(calendar, moment) ? 1 : 0;
  }
  const date = formatDay(moment);
  return { date, certain: date <= calendar.known };
}

export function computeLimits(calendar, received, corrected = "", consulted = 0) {
  const start = corrected || received;
  return {
    correction: addWorkdays(calendar, received, CORRECTION),
    answer: addWorkdays(calendar, start, ANSWER + consulted),
    extended: addWorkdays(calendar, start, ANSWER + consulted + EXTENSION),
  };
}

export function splitItemFee(items) {
  const parts = items > 10 ? [[11, Math.min(items, 30), 100]] : [];
  for (let first = 31, rate = 200; first <= items; first += 10, rate += 100) {
    parts.push([first, Math.min(items, first + 9), rate]);
  }
  return parts;
}

export function splitPageFee(pages) {
  return PAGE_TIERS.filter(([first]) => pages >= first).map(([first, last, rate]) => [
    first,
    Math.min(pages, last),
    rate,
  ]);
}

export function sumFee(parts) {
  return parts.reduce((sum, [first, last, rate]) => sum + (last - first + 1) * rate, 0);
}

function describeDay({ date, certain }) {
  const [year, month, day] = date.split("-").map(Number);
  const weekday = "日一二三四五六"[new Date(date).getUTCDay()];
  return `不迟于${year}年${month}月${day}日（星期${weekday}${certain ? "" : "，推算"}）`;
}

function startLimits(section, form) {
  const calendar = readCalendar(section.dataset.gkCalendar);
  const out = Object.fromEntries(
    [...form.querySelectorAll("[data-gk-out]")].map((place) => [place.dataset.gkOut, place]),
  );
  const fields = form.elements;

  function find() {
    const received = fields.received.value;
    const corrected = fields.corrected.value;
    const asked = fields.asked.value;
    const consulted = Number(fields.consulted.value || 0);
    if (!received) {
      return { wrong: "请填写收到申请之日。" };
    }
    if ([received, corrected, asked].some((day) => day && day < calendar.first)) {
      return { wrong: `只能计算 ${calendar.first} 以后的期限。` };
    }
    if (corrected && corrected < received) {
      return { wrong: "收到补正之日不能早于收到申请之日。" };
    }
    if (!Number.isInteger(consulted) || consulted < 0 || consulted > 200) {
      return { wrong: "征求意见用去的工作日应为 0 至 200 的整数。" };
    }
    const limits = computeLimits(calendar, received, corrected, consulted);
    return asked ? { ...limits, opinion: addWorkdays(calendar, asked, OPINION) } : limits;
  }

  function show() {
    const { wrong, ...found } = find();
    for (const name of ["correction", "answer", "extended", "opinion"]) {
      out[name].textContent = found[name] ? describeDay(found[name]) : "";
      out[name].parentElement.hidden = !found[name];
    }
    out.doubt.hidden = Object.values(found).every((end) => end.certain);
    out.wrong.hidden = !wrong;
    out.wrong.textContent = wrong ?? "";
  }

  open(form, show);
}

function startFees(form) {
  const fee = form.querySelector('[data-gk-out="fee"]');
  const list = form.querySelector('[data-gk-out="parts"]');
  const fields = form.elements;

  function show() {
    const number = Number(fields.number.value);
    const items = fields.way.value === "items";
    const unit = items ? "件" : "页";
    if (fields.number.value === "" || !fields.number.validity.valid) {
      fee.textContent = `——请填写 0 至 1000 的整数（${unit}数）。`;
      list.replaceChildren();
      return;
    }
    const parts = items ? splitItemFee(number) : splitPageFee(number);
    fee.textContent = `${sumFee(parts).toLocaleString("zh-CN")} 元`;
    const free = items ? 10 : 30;
    const lines = [`第 1 至 ${free} ${unit}：不收费`];
    for (const [first, last, rate] of parts) {
      const sum = ((last - first + 1) * rate).toLocaleString("zh-CN");
      lines.push(`第 ${first} 至 ${last} ${unit}：${last - first + 1} ${unit} × ${rate} 元 = ${sum} 元`);
    }
    list.replaceChildren(
      ...lines.map((line) => {
        const row = document.createElement("li");
        row.textContent = line;
        return row;
      }),
    );
  }

  open(form, show);
}

function open(form, show) {
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
  show();
  form.hidden = false;
}

const limits = document.querySelector("[data-gk-limits]");
const fees = document.querySelector("[data-gk-fees]");
if (limits) {
  startLimits(limits.closest("[data-gk-calendar]"), limits);
}
if (fees) {
  startFees(fees);
}
