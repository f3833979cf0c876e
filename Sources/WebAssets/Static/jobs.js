// A page of work that is under way looks again every second, as long as something is. Without it the page is loaded anew.
"use strict";
const look = async () => {
    const jobs = document.getElementById("jobs");
    if (!jobs || !("running" in jobs.dataset)) return;
    // Nobody looks at what stands in the background.
    if (document.hidden) return void setTimeout(look, 1000);
    try {
        const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
        const next = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("jobs");
        // What has come out of it may be another page.
        if (!answer.ok || answer.redirected || !next) return void location.replace(answer.url);
        // A button that has the keyboard keeps it.
        const place = [...jobs.querySelectorAll("a, button")].indexOf(document.activeElement);
        jobs.replaceWith(next);
        if (place >= 0) next.querySelectorAll("a, button")[place]?.focus();
    } catch {
        // No connection: the next look may have one.
    }
    setTimeout(look, 1000);
};
setTimeout(look, 1000);
