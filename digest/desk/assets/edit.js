// Draws the forms of a day from what the server says of them, sends what was typed, shows what is wrong.
"use strict";
(() => {
  const form = document.getElementById("form");
  const said = JSON.parse(form.dataset.said);
  const files = document.getElementById("files");
  const dayField = document.getElementById("day");
  const query = location.search;
  let day = null; // what the server said last
  let open = null; // {kind, name, version, values}
  let dirty = false;
  let lastText = null; // the text field that the cursor was in
  let count = 0;

  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value === true) made.setAttribute(key, "");
      else if (value !== false && value != null) made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
  };

  // Fields: each is an element, with `read()` for its value --------------------------------------

  const textField = (value, rows, attributes) => {
    const made = rows > 1 ? element("textarea", { rows, ...attributes }) : element("input", { type: "text", ...attributes });
    made.value = value ?? "";
    return made;
  };

  const languages = (field, value, key) => {
    const made = element("div", { class: "pair" });
    const inputs = {};
    for (const language of day.languages) {
      const input = textField(value?.[language], field.rows, { name: `${key}.${language}`, lang: language });
      if (field.key === "body") input.addEventListener("focus", () => { lastText = input; });
      inputs[language] = input;
      const counter = element("small");
      const recount = () => {
        counter.textContent = field.limit && input.value ? ` ${[...input.value].length}/${field.limit}` : "";
      };
      input.addEventListener("input", recount);
      recount();
      const name = { zh: "中文", en: "English" }[language] ?? language;
      made.append(element("label", {}, element("span", {}, name, counter), input));
    }
    made.read = () => Object.fromEntries(Object.entries(inputs).map(([language, input]) => [language, input.value]));
    return made;
  };

  const choice = (field, value, key) => {
    const made = element("select", { name: key, id: `f${++count}` });
    if (!field.required || field.key === "source") made.append(element("option", { value: "" }, said.none));
    for (const [id, label] of field.choices) made.append(element("option", { value: id }, label));
    made.value = value ?? field.default ?? "";
    if (made.selectedIndex < 0) made.selectedIndex = 0;
    if (field.key === "source") {
      made.dataset.source = "";
      made.append(element("option", { value: "+" }, said.new_source));
      made.addEventListener("change", () => {
        if (made.value !== "+") return;
        made.value = "";
        newSource(made);
      });
    }
    made.read = () => (made.value === (field.default ?? "") && value === undefined && !field.required ? "" : made.value);
    return made;
  };

  // A publisher that is not in the list yet --------------------------------------------------------

  const newSource = (select) => {
    const made = element("dialog", { class: "source" });
    const input = (name, label, attributes = {}) => element("label", {}, label, element("input", { name, required: true, ...attributes }));
    const pair = (name, label) => day.languages.map((language) => input(`${name}.${language}`, `${label} (${language})`));
    const kind = element("select", { name: "kind" }, ...day.kinds.map(([id, label]) => element("option", { value: id }, label)));
    const state = element("p", { class: "problem", hidden: true });
    const inside = element("form", { method: "dialog" },
      input("id", said.source_id, { pattern: "[a-z0-9]+(-[a-z0-9]+)*" }), ...pair("name", said.source_name), ...pair("mark", said.source_mark),
      element("label", {}, said.source_kind, kind), input("home", said.source_home, { type: "url", placeholder: "https://" }), state,
      element("div", { class: "actions" }, element("button", { class: "main", type: "submit" }, said.save), element("button", { type: "button", class: "cancel" }, said.cancel)));
    inside.addEventListener("submit", async (event) => {
      event.preventDefault();
      event.stopPropagation();
      const typed = new FormData(inside);
      const told = (name) => Object.fromEntries(day.languages.map((language) => [language, typed.get(`${name}.${language}`)]));
      const body = { id: typed.get("id"), name: told("name"), mark: told("mark"), kind: typed.get("kind"), home: typed.get("home") };
      const found = await sent(`/_edit/source${query}`, JSON.stringify(body));
      if (found.refused) {
        state.hidden = false;
        state.textContent = found.refused;
        return;
      }
      const label = found.choices.find(([id]) => id === found.saved)?.[1] ?? found.saved;
      for (const field of day.forms.item) for (const inner of field.fields ?? []) if (inner.key === "source") inner.choices = found.choices;
      for (const one of document.querySelectorAll("select[data-source]")) one.insertBefore(element("option", { value: found.saved }, label), one.lastElementChild);
      select.value = found.saved;
      made.remove();
      touched();
    });
    inside.querySelector(".cancel").addEventListener("click", () => made.remove());
    made.append(inside);
    document.body.append(made);
    made.showModal();
  };

  const several = (field, value, key) => {
    const made = element("div", { class: "several" });
    for (const [id, label] of field.choices ?? []) {
      const input = element("input", { type: "checkbox", name: key, value: id });
      input.checked = (value ?? []).includes(id);
      made.append(element("label", {}, input, label));
    }
    made.read = () => [...made.querySelectorAll("input:checked")].map((input) => input.value);
    return made;
  };

  const line = (field, value, key) => {
    const made = textField(value, field.rows, { name: key, id: `f${++count}`, placeholder: field.key === "published" ? "2026-06-15" : null });
    made.read = () => made.value;
    return made;
  };

  const list = (field, value, key) => {
    const made = element("div");
    const members = [];
    const add = element("button", { type: "button", class: "add" }, `＋ ${said.add}`);
    const taken = () => members.map((one) => one.id);
    const append = (kept) => {
      const member = element("div", { class: "member" });
      const place = `${key}.${members.length}`;
      const parts = field.fields.map((inner) => [inner, drawn(inner, kept[inner.key], `${place}.${inner.key}`)]);
      const one = { id: kept.id ?? null, kept, member };
      const source = parts.find(([inner]) => inner.key === "source")?.[1].control;
      const name = () => {
        if (one.id) return one.id;
        const stem = source?.read() || "source";
        let id = stem;
        for (let n = 2; taken().includes(id); n++) id = `${stem}-${n}`;
        return (one.id = id);
      };
      one.read = () => {
        const typed = Object.fromEntries(parts.map(([inner, part]) => [inner.key, part.control.read()]));
        const empty = Object.values(typed).every((text) => (typeof text === "string" ? !text : !Object.values(text).some(Boolean)));
        if (empty && !kept.id) return null;
        return { id: name(), ...kept, ...typed };
      };
      const cite = element("button", { type: "button", class: "cite" }, said.cite);
      cite.addEventListener("click", () => {
        const text = lastText?.isConnected ? lastText : form.querySelector("textarea");
        text.setRangeText(`[@${name()}]`, text.selectionStart, text.selectionEnd, "end");
        text.dispatchEvent(new Event("input", { bubbles: true }));
        text.focus();
      });
      const remove = element("button", { type: "button" }, said.remove);
      remove.addEventListener("click", () => {
        members.splice(members.indexOf(one), 1);
        member.remove();
        touched();
      });
      member.append(...parts.map(([, part]) => part), element("div", { class: "actions" }, cite, remove));
      members.push(one);
      made.insertBefore(member, add);
    };
    add.addEventListener("click", () => { append({}); touched(); });
    made.append(element("p", { class: "help" }, said.mark_help), add);
    for (const kept of value ?? []) append(kept);
    made.read = () => members.map((one) => one.read()).filter(Boolean);
    return made;
  };

  const picture = (field, value, key) => {
    const made = element("div", { class: "member" });
    const file = element("select", { name: `${key}.file` }, element("option", { value: "" }, said.no_picture));
    const chooseFrom = new Set([...day.pictures, ...(value?.file ? [value.file] : [])]);
    for (const name of chooseFrom) file.append(element("option", { value: name }, name));
    file.value = value?.file ?? "";
    const upload = element("input", { type: "file", accept: "image/png,image/jpeg,image/webp", "aria-label": said.upload });
    const state = element("p", { class: "help" });
    const rest = field.fields.filter((inner) => inner.key !== "file").map((inner) => [inner, drawn(inner, value?.[inner.key], `${key}.${inner.key}`)]);
    const show = () => { for (const [, part] of rest) part.hidden = !file.value; };
    upload.addEventListener("change", async () => {
      const [chosen] = upload.files;
      if (!chosen) return;
      const where = new URLSearchParams(query);
      where.set("date", day.date);
      where.set("name", chosen.name);
      const found = await sent(`/_edit/picture?${where}`, chosen, "application/octet-stream");
      state.textContent = found.refused ?? "";
      if (!found.saved) return;
      if (![...file.options].some((one) => one.value === found.saved)) file.append(element("option", { value: found.saved }, found.saved));
      if (!day.pictures.includes(found.saved)) day.pictures.push(found.saved);
      file.value = found.saved;
      show();
      touched();
    });
    file.addEventListener("change", show);
    show();
    made.append(file, element("label", {}, said.upload, upload), state, ...rest.map(([, part]) => part));
    made.read = () => (file.value ? { ...value, file: file.value, ...Object.fromEntries(rest.map(([inner, part]) => [inner.key, part.control.read()])) } : "");
    return made;
  };

  const widgets = { languages, choice, several, list, line, picture };

  const drawn = (field, value, key) => {
    const control = widgets[field.widget](field, value, key);
    const label = [field.label];
    if (!field.required) label.push(" ", element("small", {}, said.optional));
    const made = control.id
      ? element("div", { "data-key": key }, element("label", { class: "label", for: control.id }, ...label), control)
      : element("fieldset", { "data-key": key }, element("legend", {}, ...label), control);
    made.control = control;
    return made;
  };

  // What is sent --------------------------------------------------------------------------------

  const sent = async (address, body, type = "application/json") => {
    const headers = { "content-type": type, "x-digest-token": day.token };
    const answer = await fetch(address, { method: "POST", headers, body });
    return answer.json();
  };

  const arrange = async (row, action, more = {}) => {
    const body = { date: day.date, name: row.name, version: row.version, action, ...more };
    const found = await sent(`/_edit/arrange${query}`, JSON.stringify(body));
    if (found.refused) {
      form.querySelector("output").textContent = `${said.failed}: ${found.refused}`;
      return;
    }
    day = found;
    show(rowOf(found.saved));
  };

  const arranging = (row) => {
    const button = (name, act) => {
      const made = element("button", { type: "button", class: name }, said[name]);
      made.addEventListener("click", () => leave(act));
      return made;
    };
    const rename = () => {
      const slug = prompt(said.rename_to, row.name.slice(3, -5));
      if (slug && slug !== row.name.slice(3, -5)) arrange(row, "rename", { slug });
    };
    const remove = () => { if (confirm(said.delete_sure)) arrange(row, "delete"); };
    return [button("up", () => arrange(row, "up")), button("down", () => arrange(row, "down")), button("rename", rename), button("delete", remove)];
  };

  // The page ------------------------------------------------------------------------------------

  const touched = () => {
    dirty = true;
    const state = form.querySelector("output");
    if (state) state.textContent = said.unsaved;
  };

  const headline = (one) => Object.values(one.values.headline ?? {})[0] ?? one.name ?? said.untitled;

  const problemsOf = (name) => day.problems.filter((one) => one.name === name);

  const drawFiles = () => {
    const rows = [{ kind: "issue", label: said.issue, name: "issue.yaml", ...(day.issue ?? { values: {}, readable: true }) }];
    rows.push(...day.items.map((one) => ({ kind: "item", label: headline(one), ...one })));
    files.replaceChildren(...rows.map((row) => {
      const button = element("button", { type: "button", "data-name": row.name, "aria-current": open?.name === row.name ? "true" : null }, row.label);
      const wrong = problemsOf(row.name).length;
      if (wrong) button.prepend(element("span", { class: "count" }, String(wrong)));
      button.addEventListener("click", () => leave(() => show(row)));
      return element("li", {}, button);
    }));
  };

  const show = (row) => {
    open = row;
    dirty = false;
    lastText = null;
    drawFiles();
    if (!row.readable) {
      form.replaceChildren(element("p", { class: "problem" }, said.unreadable), ...problemsOf(row.name).map(problem));
      return;
    }
    const fields = day.forms[row.kind].map((field) => drawn(field, row.values[field.key], field.key));
    const see = element("a", { href: seen(row), target: "_blank" }, said.see);
    const state = element("output", { role: "status" });
    const bar = element("div", { class: "bar" }, element("button", { class: "main", type: "submit" }, said.save), state);
    if (row.version) bar.append(see);
    if (row.version && row.kind === "item") bar.append(element("span", { class: "arranging" }, ...arranging(row)));
    form.replaceChildren(element("div", { class: "of-file" }), ...fields, bar);
    form.read = () => Object.fromEntries(day.forms[row.kind].map((field, index) => [field.key, fields[index].control.read()]));
    place();
  };

  const seen = (row) => {
    const language = document.documentElement.lang.startsWith("zh") ? "zh" : day.languages.at(-1);
    const slug = row.kind === "item" && row.name ? `${row.name.slice(3, -5)}/` : "";
    return `/${language}/${day.date}/${slug}`;
  };

  const problem = (one) => element("p", { class: `problem ${one.severity}` }, one.message, one.help ? ` — ${one.help}` : "");

  const place = () => {
    form.querySelectorAll(".problem").forEach((one) => one.remove());
    for (const one of problemsOf(open.name)) {
      let key = one.key;
      let at = null;
      while (key && !(at = form.querySelector(`[data-key="${CSS.escape(key)}"]`))) key = key.slice(0, Math.max(0, key.lastIndexOf(".")));
      (at ?? form.querySelector(".of-file")).append(problem(one));
    }
  };

  const leave = (go) => {
    if (!dirty || confirm(said.leave)) go();
  };

  const load = async (date, then) => {
    const answer = await fetch(`/_edit/day/${date}${query}`, { cache: "no-store" });
    const found = await answer.json();
    if (!answer.ok) {
      form.replaceChildren(element("p", { class: "problem" }, found.refused));
      return;
    }
    day = found;
    then();
  };

  const first = () => show(rowOf("issue.yaml"));

  const rowOf = (name) =>
    name === "issue.yaml"
      ? { kind: "issue", name, ...(day.issue ?? { values: {}, readable: true }) }
      : { kind: "item", ...day.items.find((one) => one.name === name) };

  form.addEventListener("input", touched);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const state = form.querySelector("output");
    state.textContent = said.saving;
    const body = { date: day.date, kind: open.kind, name: open.name ?? null, version: open.version ?? null, values: form.read() };
    const found = await sent(`/_edit/save${query}`, JSON.stringify(body));
    if (found.refused) {
      state.textContent = `${said.failed}: ${found.refused}`;
      return;
    }
    day = found;
    show(rowOf(found.saved));
    form.querySelector("output").textContent = problemsOf(found.saved).length ? said.saved : `${said.saved}. ${said.fine}`;
  });
  document.getElementById("new").addEventListener("click", () => leave(() => show({ kind: "item", values: {}, readable: true })));
  dayField.addEventListener("change", () => leave(() => load(dayField.value, first)));
  addEventListener("beforeunload", (event) => { if (dirty) event.preventDefault(); });
  load(dayField.value, first);
})();
