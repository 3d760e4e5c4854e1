// The reader's words and ways of writing numbers; set anew with each page drawn.
const said = { lang: "zh", words: {}, em: 12 };

function word(key) {
  return said.words[key] ?? key;
}

function trimmed(value, digits) {
  return value.toFixed(digits).replace(/\.0+$/, "");
}

function short(value, steps) {
  const size = Math.abs(value);
  for (const [least, unit] of steps) {
    if (size >= least) {
      const many = size / least;
      return trimmed(value / least, many >= 100 ? 0 : 1) + unit;
    }
  }
  return value.toLocaleString(locale(), { maximumFractionDigits: size < 10 ? 1 : 0 });
}

const STEPS = {
  zh: [[1e8, "亿"], [1e4, "万"]],
  en: [[1e9, "B"], [1e6, "M"], [1e3, "k"]],
};
const known = (value) => value !== null && value !== undefined && Number.isFinite(Number(value));
const steps = () => STEPS[said.lang] ?? STEPS.en;
const locale = () => (said.lang === "zh" ? "zh-CN" : "en-GB");
const at = (day) => Date.parse(`${String(day).slice(0, 10)}T00:00:00Z`);

function inDay(when, options) {
  return new Intl.DateTimeFormat(locale(), { timeZone: "UTC", ...options }).format(when);
}

// Named `sk…` because compiled charts call them by these names.
const FORMATS = {
  skMoney: (value) => (known(value) ? `¥${short(Number(value), steps())}`.replace("¥-", "-¥") : "–"),
  skCount: (value) => (known(value) ? short(Number(value), steps()) : "–"),
  skRate: (value) => (known(value) ? `${trimmed(value * 100, 1)}%` : "–"),
  skShare: (value) => (known(value) ? `${(value * 100).toFixed(1)}%` : "–"),
  skDay: (value) =>
    said.lang === "zh"
      ? `${new Date(value).getUTCMonth() + 1}月${new Date(value).getUTCDate()}日`
      : inDay(value, { month: "short", day: "numeric" }),
  skMonth: (value) => {
    const [year, month] = String(value).split("-");
    const options = month === "01" ? { month: "short", year: "numeric" } : { month: "short" };
    return inDay(Date.UTC(year, month - 1, 1), options);
  },
  // 2024-01-01 was a Monday.
  skWeekday: (value) => inDay(Date.UTC(2024, 0, Number(value)), { weekday: "short" }),
  skAt: at,
  skEm: (many) => said.em * many,
};

const whole = (value, options) => Number(value).toLocaleString(locale(), options);
const KINDS = {
  money: (value) => whole(value, { minimumFractionDigits: 2, maximumFractionDigits: 2 }),
  count: (value) => whole(value, { maximumFractionDigits: 1 }),
  rate: (value) => `${(Number(value) * 100).toFixed(2)}%`,
  weekday: (value) => FORMATS.skWeekday(value),
};
const isNumber = (kind) => kind === "money" || kind === "count" || kind === "rate";

function shown(value, kind) {
  if (value === null || value === undefined || value === "") return "–";
  return KINDS[kind] && known(value) ? KINDS[kind](value) : String(value);
}
