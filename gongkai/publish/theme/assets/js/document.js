// 文件页：一键复制引用文字和固定网址。没有脚本时照常选中复制。

const DONE = "已复制";
const FAILED = "请手动选中复制";

/** Selects the text so that it can be copied by hand, or by the old command. */
function select(element) {
  const range = document.createRange();
  range.selectNodeContents(element);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

async function copy(element) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(element.textContent.trim());
    return true;
  }
  select(element);
  return document.execCommand("copy");
}

for (const button of document.querySelectorAll(".gk-copy button")) {
  const source = button.previousElementSibling;
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  button.after(status);
  button.hidden = false;
  button.addEventListener("click", async () => {
    let done = false;
    try {
      done = await copy(source);
    } catch {
      select(source);
    }
    status.textContent = done ? DONE : FAILED;
  });
}
