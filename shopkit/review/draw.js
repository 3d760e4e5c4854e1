// Draws each chart of a frozen review where its place is; what is drawn stands in the page itself.
const review = JSON.parse(document.getElementById("review-data").textContent);
const SPECS = review.specs;
Object.assign(said, { lang: review.lang, words: review.words });

function draw(node) {
  const chart = review.charts[node.dataset.chart];
  const vega = globalThis.shopkitVega;
  teach(vega);
  const style = getComputedStyle(node);
  said.em = parseFloat(style.fontSize);
  const colours = palette(node);
  const spec = furnished(chart.key, chart.rows, colours);
  const view = new vega.View(vega.parse(spec, config(colours, style.fontFamily)), { renderer: "svg" });
  const told = hint(chart.more.columns);
  view.addEventListener("pointermove", (event, item) =>
    told(null, event, item, item && item.mark.marktype !== "group"));
  node.view?.finalize();
  node.view = view;
  const stage = make("div", { class: "stage" });
  node.replaceChildren(stage);
  view.initialize(stage).run();
  node.dataset.drawn = chart.key;
}

document.querySelectorAll(".plot").forEach((node) => {
  const named = legend(review.charts[node.dataset.chart].key);
  if (named) node.before(named);
  draw(node);
});
let wide = innerWidth;
addEventListener("resize", () => {
  if (wide === innerWidth) return;
  wide = innerWidth;
  document.querySelectorAll(".plot").forEach(draw);
});
document.querySelector("button.print").onclick = () => print();
