// Checks the signature on a label in the browser alone: nothing is sent. Where the browser cannot, the form asks the server.
"use strict";
(() => {
    const place = document.getElementById("signature-check");
    const form = document.querySelector('form[action="/verify/signature"]');
    if (!place || !form || !window.crypto?.subtle) return;
    const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
    const read = (text) => {
        const link = new URL(text.trim());
        const digital = link.pathname.match(/\/01\/([0-9]{8,14})\/21\/([^/]+)/);
        const page = link.pathname.match(/\/manufacturers\/([^/]+)\/models\/([^/]+)\/units\/([^/]+)/);
        const signatures = link.searchParams.getAll("sig");
        if (!(digital || page) || signatures.length !== 1) throw new Error("no signed link");
        const signature = bytes(signatures[0]);
        if (signature.length !== 68) throw new Error("no signature");
        const said = digital
            ? ["nameplate label 1", digital[1].padStart(14, "0"), decodeURIComponent(digital[2])]
            : ["nameplate label 2", ...page.slice(1).map(decodeURIComponent)];
        return { message: new TextEncoder().encode(said.join("\n")), signature: signature.slice(4) };
    };
    const check = async (text) => {
        const { message, signature } = read(text);
        for (const key of place.dataset.keys.split(" ")) {
            const known = await crypto.subtle.importKey("raw", bytes(key), { name: "Ed25519" }, false, ["verify"]);
            if (await crypto.subtle.verify({ name: "Ed25519" }, known, signature, message)) return true;
        }
        return false;
    };
    form.addEventListener("submit", async (event) => {
        event.preventDefault();
        try {
            const isSigned = await check(form.elements.link.value);
            place.textContent = isSigned ? place.dataset.good : place.dataset.bad;
            place.dataset.valid = String(isSigned);
            place.hidden = false;
        } catch {
            form.submit();
        }
    });
})();
