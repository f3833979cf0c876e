// A form marked data-live-form shows what it would do while somebody types. It asks the server for the page that its
// button 'Preview' leads to, and takes over the parts that say so. Everything works without it.
"use strict";
for (const form of document.querySelectorAll("form[data-live-form]")) {
    let waiting;
    let request;

    const show = (page) => {
        for (const part of form.querySelectorAll("[data-live]")) {
            const next = page.getElementById(part.id);
            if (!next) continue;
            if (part.dataset.live === "content") {
                if (part.innerHTML !== next.innerHTML) part.replaceChildren(...next.childNodes);
                continue;
            }
            part.hidden = next.hidden;
            if (!(part instanceof HTMLInputElement)) continue;
            // A field that comes into sight brings the value that the server proposes.
            if (part.disabled && !next.disabled && !part.value) part.value = next.value;
            part.disabled = next.disabled;
            part.toggleAttribute("aria-invalid", next.hasAttribute("aria-invalid"));
        }
    };

    const refresh = async () => {
        request?.abort();
        request = new AbortController();
        const body = new URLSearchParams(new FormData(form));
        body.set("do", "preview");
        try {
            const answer = await fetch(form.action, { method: "POST", body, signal: request.signal });
            if (answer.ok) show(new DOMParser().parseFromString(await answer.text(), "text/html"));
        } catch {
            // Typed on meanwhile, or no connection: the next key or the button asks again.
        }
    };

    form.addEventListener("input", () => {
        clearTimeout(waiting);
        waiting = setTimeout(refresh, 200);
    });
}
