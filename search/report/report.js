/* Filters and sorts the cards of a report. Without it everything is there,
   in the order in which it was written. */
(function () {
  "use strict";
  var tools = document.getElementById("tools");
  var count = document.getElementById("count");
  var cards = Array.prototype.slice.call(document.querySelectorAll(".card"));
  var charts = document.querySelectorAll(".chart > svg");
  var words = document.getElementById("f-words");
  var verdict = document.getElementById("f-verdict");
  var theme = document.getElementById("f-theme");
  var order = document.getElementById("f-order");

  document.documentElement.classList.add("script");

  function fold(s) {
    return s.normalize("NFKC").toLowerCase().replace(/\s+/g, " ");
  }
  cards.forEach(function (card, i) {
    card.place = i;
    card.words = fold(card.textContent);
  });

  function shows(card) {
    var asked = words ? fold(words.value).trim().split(" ") : [];
    if (verdict && verdict.value && card.dataset.verdict !== verdict.value)
      return false;
    if (theme && theme.value &&
        card.dataset.themes.split(" ").indexOf(theme.value) < 0)
      return false;
    return asked.every(function (w) { return card.words.indexOf(w) >= 0; });
  }

  /* What has no day or no sum comes last. */
  function compare(a, b) {
    var by = order ? order.value : "";
    var x = a.dataset, y = b.dataset, d = 0;
    if (by === "deadline")
      d = (x.deadline || "9999") < (y.deadline || "9999") ? -1
        : (x.deadline || "9999") > (y.deadline || "9999") ? 1 : 0;
    else if (by === "sum")
      d = Number(y.sum || -1) - Number(x.sum || -1);
    else if (by === "title")
      d = a.querySelector(".name").textContent.localeCompare(
        b.querySelector(".name").textContent, document.documentElement.lang);
    return d || a.place - b.place;
  }

  function sort() {
    document.querySelectorAll(".cards").forEach(function (list) {
      Array.prototype.slice.call(list.children).sort(compare)
        .forEach(function (card) { list.appendChild(card); });
    });
  }

  /* The rows of the time line close ranks. */
  function closeRanks(chart) {
    var box = chart.getAttribute("viewBox").split(" ");
    var step = Number(chart.dataset.step), top = Number(chart.dataset.top);
    var n = 0;
    chart.querySelectorAll(".row").forEach(function (row) {
      var shown = row.dataset.cards.split(" ").some(function (id) {
        return !document.getElementById(id).hidden;
      });
      row.setAttribute("visibility", shown ? "visible" : "hidden");
      if (shown)
        row.setAttribute("transform", "translate(0 " + (top + step * n++) + ")");
    });
    box[3] = String(top + step * n + 4);
    chart.setAttribute("viewBox", box.join(" "));
  }

  function filter() {
    var n = 0;
    cards.forEach(function (card) {
      card.hidden = !shows(card);
      n += card.hidden ? 0 : 1;
    });
    count.textContent = count.dataset.words.replace("%1", n)
      .replace("%2", cards.length);
    charts.forEach(closeRanks);
  }

  if (tools && cards.length > 0) {
    tools.hidden = false;
    tools.addEventListener("submit", function (e) { e.preventDefault(); });
    tools.addEventListener("input", filter);
    tools.addEventListener("change", function () { sort(); filter(); });
    tools.addEventListener("reset", function () {
      setTimeout(function () { sort(); filter(); }, 0);
    });
    document.getElementById("f-print").addEventListener("click", function () {
      window.print();
    });
    sort(); /* a reloaded page may keep what was chosen */
    filter();
  }

  charts.forEach(function (chart) {
    chart.addEventListener("click", function (e) {
      var row = e.target.closest(".row");
      var id = row && row.dataset.cards.split(" ").find(function (c) {
        return !document.getElementById(c).hidden;
      });
      if (id)
        location.hash = "#" + id;
    });
  });

  /* On paper nothing can be unfolded. */
  var opened = [];
  window.addEventListener("beforeprint", function () {
    opened = Array.prototype.filter.call(document.querySelectorAll("details"),
      function (d) { return !d.open; });
    opened.forEach(function (d) { d.open = true; });
  });
  window.addEventListener("afterprint", function () {
    opened.forEach(function (d) { d.open = false; });
  });
}());
