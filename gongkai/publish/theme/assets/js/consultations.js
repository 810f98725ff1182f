/** 意见征集：按访问当日（北京时间）更新剩余日数；截止以后改为已截止。没有脚本时，显示生成页面当日的日数。 */
const DAY = 86_400_000;

const today = new Intl.DateTimeFormat("en-CA", {
  timeZone: "Asia/Shanghai",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
}).format(new Date());

function describe(days) {
  if (days < 0) return "征集期限已满";
  return days === 0 ? "今日截止" : `还有 ${days} 日`;
}

for (const call of document.querySelectorAll("[data-gk-until]")) {
  const { gkUntil: until, gkBuilt: built } = call.dataset;
  // 本机日期早于页面生成之日，说明本机时钟不准，不采用。
  if (today <= built) continue;
  const days = Math.round((Date.parse(until) - Date.parse(today)) / DAY);
  call.querySelector("[data-gk-left]").textContent = describe(days);
  if (days >= 0) continue;
  const state = call.querySelector("[data-gk-state]");
  state.textContent = "已截止";
  state.classList.add("gk-tag--off");
}
