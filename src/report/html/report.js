"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const cards = [...document.querySelectorAll(".alert")].map((element) => {
    const details = element.querySelector("details");
    const { confidence, kind, lists, programmes } = details.dataset;
    return {
      element, details, kind,
      confidence: Number(confidence),
      lists: JSON.parse(lists),
      programmes: JSON.parse(programmes),
      words: null,
    };
  });

  // An element with its children; text is always text, never markup.
  const make = (name, attributes, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const draw = (name, attributes, ...children) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const foreign = (text) => make("bdi", {}, text);

  let records = null;
  const recordOf = (id) => {
    records ??= JSON.parse(byId("records").textContent);
    return records[id];
  };

  // The facts of an entity, in the order in which an analyst compares them.
  const facts = (record) => {
    const identifier = ({ type, value, country }) =>
      `${type.replaceAll("_", " ")} ${value}${country ? ` (${country})` : ""}`;
    const vehicle = Object.entries(record.vehicle ?? {});
    return [
      ["name", record.name],
      ["alias", record.aliases],
      ["weak alias", record.weak_aliases],
      ["former name", record.former_names],
      ["original script", record.original_names],
      ["kind", record.kind],
      ["gender", record.gender],
      [record.kind === "organization" ? "founded" : "born", record.birth_dates],
      ["birth place", record.birth_places],
      ["country", record.countries],
      ["title", record.titles],
      ["identifier", record.identifiers?.map(identifier)],
      ["address", record.addresses],
      ["programme", record.programmes],
      ["listed on", record.listed_on],
      ...vehicle.map(([key, value]) => [key.replaceAll("_", " "), value]),
      ["remarks", record.remarks],
    ];
  };

  const recordList = (record) => {
    const list = make("dl", { class: "record" });
    for (const [label, value] of facts(record)) {
      const values = [value ?? []].flat();
      if (values.length === 0) continue;
      list.append(make("dt", {}, label));
      for (const one of values) list.append(make("dd", { dir: "auto" }, one));
    }
    return list;
  };

  // Cut, not rounded: a confidence never reads as more than it is.
  const short = (confidence) => (Math.floor((confidence + 1e-9) * 1000) / 1000).toFixed(3);
  const signed = (effect) => `${effect < 0 ? "\u2212" : "+"}${Math.abs(effect).toFixed(2)}`;

  // Reasons as a table; their bars lead from the middle to the right where they speak for it.
  const reasonTable = (listing) => {
    const most = Math.max(...listing.reasons.map(([, effect]) => Math.abs(effect)), 1e-9);
    const body = make("tbody", {});
    for (const [reason, effect] of listing.reasons) {
      const width = (Math.abs(effect) / most) * 50;
      const x = effect < 0 ? 50 - width : 50;
      const svg = draw("svg", { viewBox: "0 0 100 8", preserveAspectRatio: "none", "aria-hidden": "true" },
        draw("rect", { class: effect < 0 ? "bar against" : "bar", x, width, height: 8 }),
        draw("path", { class: "line", d: "M50 0V8", "vector-effect": "non-scaling-stroke" }));
      body.append(make("tr", {}, make("th", { scope: "row", dir: "auto" }, reason),
        make("td", { class: "number" }, signed(effect)), make("td", {}, svg)));
    }
    body.append(make("tr", { class: "sum" }, make("th", { scope: "row" }, "together, the log-odds"),
      make("td", { class: "number" }, signed(listing.log_odds)),
      make("td", {}, `confidence ${listing.confidence.toFixed(6)}`)));
    const head = make("thead", { class: "unseen" }, make("tr", {},
      ...["reason", "effect", "against or for"].map((text) => make("th", { scope: "col" }, text))));
    return make("table", { class: "reasons" }, head, body);
  };

  const placeItem = (place) => {
    const where = `${place.field === "title" ? "title " : ""}${place.start}\u2013${place.end}, ${place.part ? `${place.part}, ` : ""}` +
      `confidence ${short(place.confidence)}` +
      (place.refers_to === undefined ? "" : `, short for the mention at ${place.refers_to}`);
    if (!place.text) return make("li", {}, make("span", {}, where));
    const [before, surface, after] = place.text;
    const passage = make("div", { dir: "auto" }, before, make("mark", {}, surface), after);
    return make("li", {}, passage, make("span", {}, where));
  };

  const pairList = (pairs) => {
    const list = make("dl", { class: "record" });
    for (const [label, value] of pairs) {
      if (value !== undefined) list.append(make("dt", {}, label), make("dd", {}, foreign(String(value))));
    }
    return list;
  };

  // Where a mention was read, or what was asked.
  const origin = (alert) => {
    if (alert.query) return [make("h4", {}, "What was asked"), pairList(alert.query)];
    return [
      make("h4", {}, alert.places.length === 1 ? "The place" : `The ${alert.places.length} places`),
      make("ol", { class: "places" }, ...alert.places.map(placeItem)),
      make("h4", {}, "Where it was read"),
      pairList([["title", alert.title], ["document", alert.document], ["file", alert.source],
        ["line", alert.line], ["date", alert.date], ["SHA-256", alert.sha256]]),
      make("h4", {}, "If somebody else is meant"),
      make("p", { class: "fine" }, "This, with the reason added, keeps it out of later runs with --decisions:"),
      copyable(decision(alert), "the command"),
    ];
  };

  // Text to take along: a click on it chooses all of it, the button copies it.
  const copyable = (text, what) => {
    const code = make("code", {}, text);
    const button = make("button", { type: "button", class: "copy", "aria-label": `Copy ${what}` }, "Copy");
    button.addEventListener("click", async () => {
      getSelection().selectAllChildren(code);
      // Browsers let only some pages copy; then it is chosen at least.
      const copied = await navigator.clipboard?.writeText(text).then(() => true, () => false);
      button.textContent = copied ? "Copied" : "Chosen";
      setTimeout(() => (button.textContent = "Copy"), 1500);
    });
    return make("span", { class: "copyable" }, code, button);
  };

  // What is typed to decide that somebody else is meant, and that this is not to be reported again.
  const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;
  const decision = (alert) => alert.listings.map(({ id }) =>
    `namewatch decisions add decisions.log --entity ${quoted(id)} --matched ${quoted(alert.surface)} ` +
    `--document ${quoted(alert.document)} --why ''`).join("\n");

  const otherListing = (id, hit) => {
    const record = recordOf(id);
    const name = make("summary", {}, foreign(record ? `${record.name}, ` : ""), id,
      hit ? `, confidence ${short(hit.confidence)}` : "");
    const content = make("div", {});
    if (hit) content.append(reasonTable(hit));
    content.append(record ? recordList(record) : make("p", { class: "fine" }, "It is not among the entities in use."));
    return make("details", { class: "listing" }, name, content);
  };

  const fill = (card) => {
    const source = card.details.querySelector("script");
    if (!source) return;
    const alert = JSON.parse(source.textContent);
    source.remove();
    const [best, ...others] = alert.listings;
    const why = make("div", {}, make("h4", {}, "Why: for and against"), reasonTable(best), ...origin(alert));
    const record = recordOf(best.id);
    const who = make("div", {}, make("h4", {}, "On the list: ", copyable(best.id, "the id")));
    if (best.matched_name !== record?.name) {
      who.append(make("p", { class: "fine" }, `Found by its ${best.name_kind}: `, foreign(best.matched_name)));
    }
    if (record) who.append(recordList(record));
    if (others.length + alert.also_listed.length > 0) {
      who.append(make("h4", {}, "The same party, so far as the lists tell"),
        ...others.map((hit) => otherListing(hit.id, hit)),
        ...alert.also_listed.map((id) => otherListing(id)));
    }
    card.details.append(make("div", { class: "body" }, why, who));
  };

  for (const card of cards) card.details.addEventListener("toggle", () => card.details.open && fill(card));

  if (cards.length === 0) return;
  const form = document.querySelector(".filter");
  const [words, from, to, list, kind, programme] =
    ["words", "from", "to", "list", "kind", "programme"].map(byId);
  const offer = (select, values) => {
    for (const value of [...new Set(values)].sort()) select.append(make("option", { value }, value));
    select.disabled = select.length < 3;
  };
  offer(list, cards.flatMap((card) => card.lists));
  offer(kind, cards.map((card) => card.kind));
  offer(programme, cards.flatMap((card) => card.programmes));

  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const number = (input, otherwise) => (input.value === "" ? otherwise : Number(input.value));
  const shows = (card, wanted, least, most) => {
    if (card.confidence < least || card.confidence > most) return false;
    if (list.value && !card.lists.includes(list.value)) return false;
    if (kind.value && card.kind !== kind.value) return false;
    if (programme.value && !card.programmes.includes(programme.value)) return false;
    if (wanted.length === 0) return true;
    card.words ??= folded([...card.element.children].slice(0, 4).map((part) => part.textContent).join(" "));
    return wanted.every((word) => card.words.includes(word));
  };
  const shown = () => cards.filter((card) => !card.element.hidden);
  const filter = () => {
    const wanted = folded(words.value).split(/\s+/).filter(Boolean);
    const [least, most] = [number(from, 0), number(to, 1)];
    for (const card of cards) card.element.hidden = !shows(card, wanted, least, most);
    const count = shown().length;
    byId("count").value = count === cards.length ? `${count} alerts` : `${count} of ${cards.length} alerts`;
  };
  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 120);
  });
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());

  const open = byId("open");
  open.addEventListener("click", () => {
    const some = shown();
    const opens = some.some((card) => !card.details.open);
    for (const card of some) {
      if (opens) fill(card);
      card.details.open = opens;
    }
    open.textContent = opens ? "Close all shown" : "Open all shown";
  });

  // From alert to alert by letters, unless something is being typed.
  const go = (step) => {
    const some = shown();
    const at = some.findIndex((card) => card.element.contains(document.activeElement));
    const next = some[at < 0 ? 0 : Math.min(Math.max(at + step, 0), some.length - 1)];
    if (!next) return;
    next.details.querySelector("summary").focus({ preventScroll: true });
    // Below the filter, which stays at the top.
    document.documentElement.style.setProperty("--filter", `${form.offsetHeight}px`);
    next.element.scrollIntoView();
  };
  const keys = { j: () => go(1), k: () => go(-1), "/": () => words.focus() };
  addEventListener("keydown", (event) => {
    const { key, target, altKey, ctrlKey, metaKey } = event;
    if (altKey || ctrlKey || metaKey || !keys[key] || target.matches("input, select")) return;
    event.preventDefault();
    keys[key]();
  });

  // On paper nothing can be opened: what is shown is printed whole, unless it is a book.
  const PRINTED_WHOLE = 200;
  let opened = [];
  addEventListener("beforeprint", () => {
    const closed = shown().filter((card) => !card.details.open);
    if (shown().length > PRINTED_WHOLE) return;
    opened = closed;
    for (const card of opened) {
      fill(card);
      card.details.open = true;
    }
  });
  addEventListener("afterprint", () => {
    for (const card of opened) card.details.open = false;
    opened = [];
  });
})();
