// Copies the article as rich text, byte for byte as it was made, and fields as plain text.
"use strict";

const said = document.querySelector(".said");

function put(html, text) {
  const hand = (event) => {
    event.preventDefault();
    event.clipboardData.setData("text/plain", text);
    if (html) event.clipboardData.setData("text/html", html);
  };
  document.addEventListener("copy", hand, { once: true });
  const done = document.execCommand("copy");
  document.removeEventListener("copy", hand);
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
    const source = button.dataset.source && document.getElementById(button.dataset.source);
    select(element);
    const text = source ? element.innerText : element.textContent;
    const done = put(source ? JSON.parse(source.textContent) : "", text);
    if (done) button.classList.add("done");
    tell(done);
  });
}
