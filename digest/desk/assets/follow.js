// Follows edits: reloads the page when what it shows changed, keeps its place, lists what is wrong.
"use strict";
(() => {
  if (location.pathname.startsWith("/_edit/")) return; // forms show what is wrong themselves
  const own = document.currentScript;
  let generation = own.dataset.generation;
  const tag = `"${own.dataset.tag}"`;
  const KEY = "digest-place";
  const WORDS = {
    en: {
      errors: (n) => (n === 1 ? "1 error" : `${n} errors`),
      warnings: (n) => (n === 1 ? "1 warning" : `${n} warnings`),
      stale: "What has errors is shown as it was before.",
      more: (n) => `and ${n} more`,
    },
    zh: {
      errors: (n) => `${n} 处错误`,
      warnings: (n) => `${n} 处提醒`,
      stale: "有错误的内容仍显示出错之前的样子。",
      more: (n) => `另有 ${n} 处`,
    },
  };

  // The place -----------------------------------------------------------------------------------

  const remember = () => sessionStorage.setItem(KEY, JSON.stringify([location.pathname, scrollX, scrollY]));

  const restore = () => {
    const kept = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    const [path, x, y] = kept ? JSON.parse(kept) : [];
    if (path === location.pathname) scrollTo(x, y);
  };

  const reload = () => {
    remember();
    location.reload();
  };

  // The overlay ---------------------------------------------------------------------------------

  const element = (name, className, text) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  };

  let host = null;
  let open = null; // as the editor left it; null: open for errors alone

  const problem = (one) => {
    const item = element("li", one.severity);
    const where = one.line ? `${one.path}:${one.line}:${one.column}` : one.path;
    item.append(element("p", "said", one.message), element("p", "where", `${where}  [${one.code}]`));
    if (one.excerpt) item.append(element("pre", "", one.excerpt));
    if (one.help) item.append(element("p", "help", one.help));
    return item;
  };

  const show = (news) => {
    const words = WORDS[news.language];
    host?.remove();
    host = null;
    if (!news.problems.length) return;
    host = element("digest-problems");
    host.id = "digest-problems";
    host.lang = news.language === "zh" ? "zh-CN" : "en";
    host.dataset.errors = news.errors;
    host.dataset.warnings = news.warnings;
    const root = host.attachShadow({ mode: "open" });
    const style = element("link");
    style.rel = "stylesheet";
    style.href = "/_desk/follow.css";
    const details = element("details", news.errors ? "bad" : "");
    details.open = open ?? news.errors > 0;
    const counts = [];
    if (news.errors) counts.push(words.errors(news.errors));
    if (news.warnings) counts.push(words.warnings(news.warnings));
    const summary = element("summary", "", counts.join(" · "));
    summary.setAttribute("role", "status");
    summary.addEventListener("click", () => { open = !details.open; });
    const list = element("ol");
    list.append(...news.problems.map(problem));
    details.append(summary);
    if (news.errors) details.append(element("p", "stale", words.stale));
    details.append(list);
    const rest = news.errors + news.warnings - news.problems.length;
    if (rest > 0) details.append(element("p", "more", words.more(rest)));
    root.append(style, details);
    document.documentElement.append(host);
  };

  // The channel ---------------------------------------------------------------------------------

  const follow = async (news) => {
    if (news.generation === generation) return;
    generation = news.generation;
    let now;
    try {
      now = await fetch(location.pathname + location.search, { method: "HEAD", cache: "no-store" });
    } catch {
      return; // the server is gone; the channel comes back when it does
    }
    if (news.generation !== generation) return; // a newer edit is being looked at
    const language = document.documentElement.lang.slice(0, 2);
    const page = news.pages[language] ?? Object.values(news.pages)[0];
    const isDesk = location.pathname.startsWith("/_");
    const changed = now.headers.get("etag") !== tag;
    if (changed && (now.ok || !page || isDesk)) reload();
    else if (page && page !== location.pathname && !isDesk && document.visibilityState === "visible") {
      location.assign(page);
    } else if (changed) reload();
  };

  const listen = (wait) => {
    const channel = new WebSocket(`ws://${location.host}/_desk/channel${location.search}`);
    channel.addEventListener("open", () => { wait = 200; });
    channel.addEventListener("message", (event) => {
      const news = JSON.parse(event.data);
      show(news);
      follow(news);
    });
    channel.addEventListener("close", () => setTimeout(() => listen(Math.min(wait * 2, 5000)), wait));
  };

  restore();
  addEventListener("load", restore);
  listen(200);
})();
