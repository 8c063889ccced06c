// Copies the article as rich text, byte for byte as it was made, and fields as plain text.
"use strict";

const said = document.querySelector(".said");

const article = document.getElementById("article");
const source = JSON.parse(document.getElementById("source").textContent);

// Also when all of it was selected by hand: a browser would hand on its own idea of the styles.
document.addEventListener("copy", (event) => {
  const whole = (text) => text.replace(/\s+/g, "");
  if (!event.defaultPrevented && whole(getSelection().toString()) === whole(article.innerText)) {
    event.preventDefault();
    event.clipboardData.setData("text/plain", article.innerText);
    event.clipboardData.setData("text/html", source);
  }
});

function put(html, text) {
  const hand = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    event.clipboardData.setData("text/plain", text);
    if (html) event.clipboardData.setData("text/html", html);
  };
  document.addEventListener("copy", hand, { once: true, capture: true });
  const done = document.execCommand("copy");
  document.removeEventListener("copy", hand, { capture: true });
  return done;
}

function select(element) {
  const range = document.createRange();
  range.selectNodeContents(element);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

function tell(done) {
  said.textContent = done ? said.dataset.done : said.dataset.failed;
  said.classList.add("shown");
  setTimeout(() => said.classList.remove("shown"), done ? 1600 : 6000);
}

for (const button of document.querySelectorAll("button[data-copy]")) {
  button.addEventListener("click", () => {
    const element = document.getElementById(button.dataset.copy);
    const rich = element === article;
    select(element);
    const done = put(rich ? source : "", rich ? element.innerText : element.textContent);
    if (done) button.classList.add("done");
    tell(done);
  });
}
