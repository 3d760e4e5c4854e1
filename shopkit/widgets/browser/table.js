// The rows behind a chart: to read, to copy, to take to Excel.
// A spreadsheet runs a text that begins with one of these, also in full width.
const FORMULA = /^[\s]*[=+\-@＝＋－＠]|^[\t\r]/;

function cell(value, kind) {
  if (value === null || value === undefined) return "";
  const text = String(value);
  return !isNumber(kind) && FORMULA.test(text) ? `'${text}` : text;
}

function lines(chart, join) {
  const columns = chart.more.columns;
  const head = columns.map(([, label]) => cell(label, "text"));
  const body = chart.rows.map((row) => columns.map(([name, , kind]) => cell(row[name], kind)));
  return [head, ...body].map(join).join("\r\n");
}

const quoted = (row) => row.map((text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join(",");
const tabbed = (row) => row.map((text) => text.replace(/[\t\r\n]+/g, " ")).join("\t");

function saved(chart) {
  // The mark at the start tells Excel that this is UTF-8.
  const file = new Blob(["\ufeff", lines(chart, quoted)], { type: "text/csv;charset=utf-8" });
  const address = URL.createObjectURL(file);
  make("a", { href: address, download: `${chart.key}.csv` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

async function copied(text) {
  // The clipboard interface exists only on https and localhost; the LAN has neither.
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const box = make("textarea", { class: "sk-hidden" });
  box.value = text;
  document.body.append(box);
  box.select();
  document.execCommand("copy");
  box.remove();
}

function table(chart) {
  const columns = chart.more?.columns ?? [];
  const kind = (name) => ({ class: isNumber(name) || name === "figure" ? "sk-number" : null });
  const copy = button(word("Copy"), async () => {
    await copied(lines(chart, tabbed));
    copy.textContent = word("Copied");
  });
  return make("div", { class: "sk-table" },
    make("div", { class: "sk-actions" }, copy, button(word("CSV"), () => saved(chart))),
    make("div", { class: "sk-scroll", tabindex: "0", role: "region", "aria-label": chart.title },
      make("table", {},
        make("thead", {}, make("tr", {}, columns.map(([, label, as]) => make("th", { scope: "col", ...kind(as) }, label)))),
        make("tbody", {}, chart.rows.map((row, place) =>
          make("tr", chart.each?.(place) ?? {}, columns.map(([name, , as]) => make("td", kind(as), shown(row[name], as)))))))));
}
