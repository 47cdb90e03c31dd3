// SPDX-License-Identifier: EUPL-1.2
// What the reader can do: rows, files and codes that are added, buttons, the keyboard.
"use strict";

function clone(address, mark) {
    const copy = byId("t-" + address).content.firstElementChild.cloneNode(true);
    for (const element of [copy, ...copy.querySelectorAll("*")]) {
        for (const attribute of [...element.attributes]) {
            if (attribute.value.includes("[#]"))
                attribute.value = attribute.value.replaceAll("[#]", "[" + mark + "]");
        }
    }
    // Templates stand in the language of the file.
    labelAll(copy);
    sortLists(copy);
    return copy;
}

function numberRows(address) {
    [...byId("k-" + address).children].forEach((row, index) => {
        for (const element of row.querySelectorAll("[data-number]")) {
            element.values = {number: index + 1};
            label(element);
        }
    });
}

function addRow(address) {
    const mark = ++serial;
    const row = clone(address, mark);
    row.dataset.serial = mark;
    byId("k-" + address).append(row);
    numberRows(address);
    return mark;
}

function addCode(address) {
    const line = clone(address, ++serial);
    byId("k-" + address).append(line);
    nameRemovals(address);
    return line.querySelector("select");
}

function addFile(address, name) {
    const line = clone(address, ++serial);
    line.dataset.name = name;
    line.querySelector(".name").textContent = name;
    line.querySelector("button").values = {name};
    byId("k-" + address).append(line);
    label(line.querySelector("button"));
}

function nameRemovals(address) {
    for (const line of byId("k-" + address).children) {
        const select = line.querySelector("select");
        const button = line.querySelector("button");
        button.values = {name: select.value ? select.selectedOptions[0].textContent : "–"};
        label(button);
    }
}

/// Taking a part away must not lose the place of who works with the keyboard.
function remove(part, address) {
    const next = part.nextElementSibling || part.previousElementSibling;
    part.remove();
    const target = next ? next.querySelector("button, input, select") : byId("b-" + address);
    if (target)
        target.focus();
}

const actions = {
    "save": () => {
        const found = isGood(model.grade);
        if (found)
            save(found, model.fileName + ".json");
    },
    "draft": () => {
        const found = isGood("never");
        if (found)
            save(found, model.fileName + "-draft.json");
    },
    "open": () => byId("file").click(),
    "print": () => window.print(),
    "clear": (button) => {
        const group = button.parentElement;
        group.querySelectorAll("input").forEach((box) => (box.checked = false));
        group.querySelector("input").focus();
    },
    "add-row": (button, address) => {
        const row = byId("k-" + address).querySelector(`[data-serial="${addRow(address)}"]`);
        row.querySelector("input, select, textarea").focus();
    },
    "add-code": (button, address) => addCode(address).focus(),
    "add-files": (button, address) => byId("x-" + address).click(),
    "remove": (button, address) => {
        remove(button.closest(".added"), address);
        const item = items.get(address);
        if (item && item.item.kind === "rows")
            numberRows(address);
    },
};

/// A field of many lines is as high as its text, on screen and on paper.
function grow(field) {
    if (field.tagName !== "TEXTAREA")
        return;
    field.style.height = "auto";
    field.style.height = field.scrollHeight + 4 + "px";
}

function isTouched(element) {
    const field = element.closest("[data-field]");
    if (element.id.startsWith("n-"))
        touched.add(element.id.slice(2) + ".note");
    else if (field)
        touched.add(field.dataset.field);
}

form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (isGood(model.grade))
        say("status/complete");
});
document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-act]");
    if (!button)
        return;
    const address = (button.closest("[data-adds]") || {dataset: {}}).dataset.adds;
    actions[button.dataset.act](button, address);
    if (address || button.dataset.act === "clear") {
        isChanged = true;
        refresh();
    }
});
form.addEventListener("input", (event) => {
    isChanged = true;
    grow(event.target);
    if (event.target.closest("[data-long]"))
        nameRemovals(event.target.closest("[data-adds]").dataset.adds);
    refresh();
});
form.addEventListener("change", (event) => {
    if (event.target.id === "file")
        return;
    if (event.target.type === "file") {
        const address = event.target.closest("[data-adds]").dataset.adds;
        const names = [...byId("k-" + address).children].map((line) => line.dataset.name);
        for (const file of event.target.files) {
            if (!names.includes(file.name))
                addFile(address, file.name);
        }
        event.target.value = "";
    }
    isTouched(event.target);
    refresh();
});
// A link that leads into the page brings the focus along.
byId("summary").addEventListener("click", (event) => {
    const link = event.target.closest("a");
    const target = link && byId(decodeURIComponent(link.hash.slice(1)));
    if (!target)
        return;
    event.preventDefault();
    const details = target.closest("details");
    if (details)
        details.open = true;
    target.scrollIntoView({block: "center"});
    (target.tagName === "FIELDSET" && target.querySelector("input:not([hidden]), select, button") || target).focus();
});
byId("file").addEventListener("change", (event) => openFile(event.target));
if (byId("language"))
    byId("language").addEventListener("change", (event) => setLanguage(event.target.value));
window.addEventListener("beforeunload", (event) => {
    if (isChanged)
        event.preventDefault();
});
for (const element of document.querySelectorAll("[data-script]"))
    element.hidden = false;
labelAll(document);
if (byId("language"))
    byId("language").value = language;
if (model.filled)
    fillIn(model.filled);
refresh();
