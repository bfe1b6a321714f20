"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const form = document.getElementById("filters");
const list = document.getElementById("list");
const more = document.getElementById("more");
const PAGE = 20;
let matching = [], shown = 0;

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function choose(select, entries) {
  for (const [value, label] of entries) {
    const option = element("option", label);
    option.value = value;
    select.append(option);
  }
}

function isRight(sample) {
  return Object.values(sample.scores).every(([value]) => value === null || value === 1);
}

function wanted(sample) {
  const { task, run, which, words } = form.elements;
  if (sample.task !== task.value || String(sample.run) !== run.value) return false;
  if (which.value === "wrong" && isRight(sample)) return false;
  if (which.value === "failed" && sample.state === "answered") return false;
  const text = words.value.trim();
  return !text || [sample.asked, sample.said, sample.id].some((part) => part.includes(text));
}

function row(into, name, text) {
  if (!text) return;
  into.append(element("dt", name), element("dd", text));
}

function drawn(sample) {
  const box = element("details");
  const head = element("summary");
  const good = isRight(sample);
  head.append(element("span", good ? "对" : sample.state === "answered" ? "错" : "无", `mark ${good ? "right" : "wrong"}`));
  head.append(`${sample.id}　${sample.asked.slice(0, 90)}`);
  box.append(head);
  box.addEventListener("toggle", () => {
    if (box.childElementCount > 1) return;
    const facts = element("dl");
    row(facts, "问", sample.asked);
    row(facts, "应为", sample.expected);
    row(facts, "应答", sample.said || (sample.state === "failed" ? `没有应答：${sample.fault}` : ""));
    row(facts, "读出", sample.parsed);
    row(facts, "引用", sample.cited);
    row(facts, "检索到", sample.retrieved);
    row(facts, "工具调用", sample.called);
    row(facts, "经过", sample.steps);
    row(facts, "提示", sample.notices);
    row(facts, "读不出", sample.state === "unparsed" ? sample.fault : "");
    const titles = data.titles[sample.task];
    for (const [name, [value, reason]] of Object.entries(sample.scores)) {
      row(facts, titles[name] || name, `${value === null ? "不适用" : value}${reason ? `　${reason}` : ""}`);
    }
    row(facts, "用时", sample.timing);
    box.append(facts);
  });
  return box;
}

function show() {
  const next = matching.slice(shown, shown + PAGE);
  list.append(...next.map(drawn));
  shown += next.length;
  more.hidden = shown >= matching.length;
}

function find() {
  matching = data.samples.filter(wanted);
  shown = 0;
  list.replaceChildren();
  document.getElementById("found").textContent = `${matching.length} 例`;
  show();
}

choose(form.elements.task, Object.entries(data.tasks));
choose(form.elements.run, data.runs.map((name, place) => [String(place), name]));
form.addEventListener("input", find);
form.addEventListener("submit", (event) => event.preventDefault());
more.addEventListener("click", show);
find();
