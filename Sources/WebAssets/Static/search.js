// For those who look after products: the search box proposes models while somebody types, and a list's filter shows what it
// finds at once. Everything works without it.
"use strict";
const status = document.createElement("p");
status.className = "unseen";
status.setAttribute("role", "status");
document.body.append(status);

// Calls `look` with a signal once nobody has typed for a while; what was asked before is given up.
const whileTyping = (source, look) => {
    let waiting;
    let request;
    source.addEventListener("input", () => {
        clearTimeout(waiting);
        request?.abort();
        waiting = setTimeout(async () => {
            request = new AbortController();
            try {
                await look(request.signal);
            } catch {
                // Typed on meanwhile, or no connection: the next key or the button asks again.
            }
        }, 200);
    });
};

const box = document.querySelector("[data-search][data-models]");
if (box) {
    const list = document.createElement("ul");
    list.className = "proposals";
    list.hidden = true;
    box.form.append(list);
    const close = () => { list.hidden = true; };

    whileTyping(box, async (signal) => {
        const text = box.value.trim();
        if (text.length < 2) return close();
        const answer = await fetch("/api/v1/models?limit=8&q=" + encodeURIComponent(text.slice(0, 400)), { signal });
        if (!answer.ok) return close();
        const { items } = await answer.json();
        list.replaceChildren(...items.map((item) => {
            const link = document.createElement("a");
            const segments = ["manufacturers", item.manufacturer.slug, "models", item.number];
            link.href = "/" + segments.map(encodeURIComponent).join("/");
            link.textContent = [item.number, item.name, item.manufacturer.name].filter(Boolean).join(" · ");
            const entry = document.createElement("li");
            entry.append(link);
            return entry;
        }));
        list.hidden = !items.length;
        status.textContent = items.length ? box.dataset.models.replace("#", items.length) : "";
    });

    // The arrows go through the box and the proposals, Escape back to the box.
    box.form.addEventListener("keydown", (event) => {
        if (list.hidden) return;
        const stops = [box, ...list.querySelectorAll("a")];
        const here = stops.indexOf(document.activeElement);
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (step && here >= 0) {
            event.preventDefault();
            stops[(here + step + stops.length) % stops.length].focus();
        } else if (event.key === "Escape") {
            event.preventDefault();
            close();
            box.focus();
        }
    });
    box.form.addEventListener("focusout", (event) => {
        if (!box.form.contains(event.relatedTarget)) close();
    });
}

for (const form of document.querySelectorAll("form[data-find]")) {
    whileTyping(form, async (signal) => {
        // Not form.action: a field may be called so.
        const address = form.getAttribute("action") + "?" + new URLSearchParams(new FormData(form));
        const answer = await fetch(address, { signal });
        if (!answer.ok) return;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        for (const part of document.querySelectorAll("[data-found]")) {
            const next = page.getElementById(part.id);
            if (next) part.replaceChildren(...next.childNodes);
        }
        history.replaceState(null, "", address);
        const found = document.querySelector("[data-found] .find-summary, [data-found] .pagination-position, [data-found] .empty h2");
        status.textContent = found?.textContent ?? "";
    });
}
