// Niceties: "/" puts the cursor into the search box, one box ticks all rows of a list, a list can come from a file, and a
// code from the address that it was given in. Everything works without them.
"use strict";
document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, select, textarea, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const box = document.querySelector("[data-search]");
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
});
// Lists may change while one types, so the page listens, not each of them.
document.addEventListener("change", (event) => {
    const form = event.target.closest("form");
    const all = form?.querySelector("[data-all] input");
    if (!all) return;
    const rows = [...form.querySelectorAll("tbody input[type='checkbox']")];
    if (event.target === all) rows.forEach((row) => { row.checked = all.checked; });
    const chosen = rows.filter((row) => row.checked).length;
    all.checked = chosen === rows.length;
    all.indeterminate = chosen > 0 && !all.checked;
});
for (const field of document.querySelectorAll("[data-file]")) {
    const input = field.querySelector("input");
    field.hidden = false;
    input.addEventListener("change", async () => {
        const file = input.files[0];
        // More than the page may send back is read by nobody.
        if (file) document.getElementById(input.dataset.fills).value = await file.slice(0, 1 << 20).text();
    });
}
// What stands after the "#" is sent to nobody; it goes into the form and out of the address.
const invitation = location.hash.slice(1);
const codeField = document.querySelector("form[action='/welcome'] input[name='code']");
if (codeField && invitation.startsWith("npi_")) {
    codeField.value = invitation;
    history.replaceState(null, "", location.pathname);
}
