// SPDX-License-Identifier: EUPL-1.2
// Texts of the page. All of them come from the model as data and reach the page as text, never as markup. The scripts of
// this folder are put one behind the other into each form, in the order of lib/CMakeLists.txt.
"use strict";

const model = JSON.parse(document.getElementById("model").textContent);
const byId = (id) => document.getElementById(id);
const form = byId("form");
const touched = new Set();
let language = document.documentElement.lang;
let showAll = false;
let isChanged = false;
let serial = 0;
let outcome = null;
let summaryFaults = null;
let statusText = null;

function shownText(index) {
    const own = model.texts[language][index];
    return own === null ? {text: model.sources[index][1], lang: model.sources[index][0]} : {text: own, lang: ""};
}

/// Puts values in the place of {name}; {{ and }} are braces.
function fill(text, values) {
    return text.replace(/\{\{|\}\}|\{([a-z0-9-]+)\}/g,
                        (found, name) => name ? (name in values ? values[name] : found) : found[0]);
}

const words = (key, values = {}) => fill(shownText(model.words[key]).text, values);

function longDate(date) {
    if (!Intl.DateTimeFormat.supportedLocalesOf([language]).length)
        return date;
    return new Intl.DateTimeFormat(language, {dateStyle: "long", timeZone: "UTC"}).format(new Date(date + "T00:00Z"));
}

const codeText = (list, code) => {
    const found = model.lists[list] && model.lists[list].codes.find((one) => one.code === code);
    return found ? shownText(found.text).text : code;
};

function valueText(item, value) {
    if (value === null)
        return "";
    if (Array.isArray(value))
        return value.map((one) => (item.list ? codeText(item.list, one) : one)).join(", ");
    return item.list ? codeText(item.list, value) : item.kind === "date" ? longDate(value) : String(value);
}
