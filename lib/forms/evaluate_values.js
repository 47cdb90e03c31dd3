// SPDX-License-Identifier: EUPL-1.2
// Single values and lists of codes: the rules of lib/questions/value_check.cpp and code_list.cpp. It touches no page.
"use strict";

const NOTE = {kind: "paragraph", max: "4000"};
const LONGEST_NAME = 255;
const MOST_MARKS = 4;
const FORBIDDEN = /[\p{Cc}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}]|(?!\p{Variation_Selector})\p{Default_Ignorable_Code_Point}/u;
const FORBIDDEN_FREE = new RegExp("(?![\\n\\t])(?:" + FORBIDDEN.source + ")", "u");

const trimmed = (text) => text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "");
const isBlank = (value) => value === undefined || value === null;
const member = (object, key) => isBlank(object) || !Object.hasOwn(object, key) ? null : object[key];

// Decimal numbers as text: the limits of the language have more digits than a number of this language keeps.
function canonicalDecimal(text) {
    const parts = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
    if (!parts)
        return null;
    const whole = parts[2].replace(/^0+(?=\d)/, "");
    const rest = (parts[3] || "").replace(/0+$/, "");
    if (whole.length > 15 || rest.length > 9)
        return null;
    const number = rest ? whole + "." + rest : whole;
    return parts[1] && number !== "0" ? "-" + number : number;
}

function compareSizes(a, b) {
    const wholeA = a.split(".")[0], wholeB = b.split(".")[0];
    if (wholeA.length !== wholeB.length)
        return wholeA.length - wholeB.length;
    return a < b ? -1 : a > b ? 1 : 0;
}

function compareDecimals(a, b) {
    const left = canonicalDecimal(a), right = canonicalDecimal(b);
    if (left === null || right === null)
        return null;
    const negative = left.startsWith("-");
    if (negative !== right.startsWith("-"))
        return negative ? -1 : 1;
    return negative ? compareSizes(right.slice(1), left.slice(1)) : compareSizes(left, right);
}

function isCivilDate(text) {
    const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
    if (!parts || text < "0001")
        return false;
    const [year, month, day] = parts.slice(1).map(Number);
    const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
    const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1];
}

/// First character that no text may hold, or "" when there is none.
function forbiddenIn(text, free) {
    const found = (free ? FORBIDDEN_FREE : FORBIDDEN).exec(text);
    if (found)
        return found[0];
    const marks = /\p{M}{5,}/u.exec(text);
    return marks ? [...marks[0]][MOST_MARKS] : "";
}

const codePoint = (character) => "U+" + character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");

// Lists.

function groupsOf(model, key, today) {
    if (key !== "countries")
        return model.lists[key].groups || {};
    const groups = {};
    for (const [group, members] of Object.entries(model.territories))
        groups[group] = members.filter((one) => one.from <= today && (!one.until || today <= one.until))
            .map((one) => one.code);
    return groups;
}

const findCode = (model, key, code) => model.lists[key].codes.find((one) => one.code === code);

/// The code itself, all that stands above it, and the groups holding any of these.
function matchesOf(model, key, code, today) {
    const result = [code];
    if (!key || !model.lists[key])
        return result;
    for (let at = findCode(model, key, code); at && at.parent; at = findCode(model, key, at.parent))
        result.push(at.parent);
    for (const [group, members] of Object.entries(groupsOf(model, key, today))) {
        if (members.some((one) => result.includes(one)))
            result.push(group);
    }
    return result;
}

function isSelectable(model, key, code, under, today) {
    const found = findCode(model, key, code);
    return Boolean(found) && !found.heading && !found.retired &&
        (!under || matchesOf(model, key, code, today).includes(under));
}

/// Checks and normalises single values; what is wrong is told to fault(), which the class below it has.
class ValueCheck {
    constructor(model, input) {
        this.model = model;
        this.input = input;
        this.dates = new Map();
    }

    checkNote(value, field) { return isBlank(value) ? null : this.checkText(NOTE, value, field); }

    check(item, value, field, beside) {
        switch (item.kind) {
        case "yes-no":
        case "yes-no-unknown":
        case "one":
            return this.checkCode(item, value, field);
        case "many":
            return this.checkMany(item, value, field);
        case "text":
        case "paragraph":
            return this.checkText(item, value, field);
        case "number":
            return this.checkNumber(item, value, field);
        case "date":
            return this.checkDate(item, value, field, beside);
        case "year":
            return this.checkYear(item, value, field);
        case "authority":
            return this.checkAuthority(value, field);
        case "attachment":
            return this.checkFiles(item, value, field);
        }
        return null;
    }

    checkCode(item, written, field) {
        const code = trimmed(written);
        if (!code)
            return null;
        const isOpen = !this.model.lists[item.list];
        const isGood = isOpen ? !forbiddenIn(code, false) && !code.includes(" ") && code.length <= LONGEST_NAME
                              : isSelectable(this.model, item.list, code, item.under, this.input.today);
        if (!isGood)
            this.fault(field, "code");
        return isGood ? code : null;
    }

    checkMany(item, written, field) {
        const chosen = written.map((code) => this.checkCode(item, code, field)).filter((code) => code !== null);
        const list = this.model.lists[item.list];
        const place = (code) => list ? list.codes.findIndex((one) => one.code === code) : 0;
        const codes = [...new Set(chosen)].sort((a, b) => place(a) - place(b));
        return codes.length ? codes : null;
    }

    checkText(item, written, field) {
        const isLine = item.kind === "text";
        let text = trimmed(written);
        const bad = forbiddenIn(text, !isLine);
        if (bad) {
            if (isLine && bad === "\n")
                this.fault(field, "line");
            else
                this.fault(field, "character", {code: codePoint(bad)});
            return null;
        }
        text = text.normalize("NFC");
        if (!text)
            return null;
        const count = [...text].length;
        if (count > Number(item.max)) {
            this.fault(field, "letters", {count, max: item.max});
            return null;
        }
        if (item.pattern && !new RegExp("^(?:" + item.pattern.match + ")$", "u").test(text)) {
            this.fault(field, "pattern", {text: item.pattern.hint});
            return null;
        }
        return text;
    }

    checkNumber(item, written, field) {
        const text = trimmed(String(written));
        if (!text)
            return null;
        const number = canonicalDecimal(text);
        if (number === null) {
            this.fault(field, "number", {example: item.decimals > 0 ? "1234.5" : "1234"});
            return null;
        }
        const decimals = number.includes(".") ? number.length - number.indexOf(".") - 1 : 0;
        if (decimals > item.decimals)
            this.fault(field, "decimals", {max: item.decimals});
        else if (item.min && compareDecimals(number, item.min) < 0)
            this.fault(field, "least", {value: number, min: item.min});
        else if (item.max && compareDecimals(number, item.max) > 0)
            this.fault(field, "most", {value: number, max: item.max});
        else
            return String(Number(number)) === number ? Number(number) : number;
        return null;
    }

    checkDate(item, written, field, beside) {
        const date = trimmed(written);
        if (!date)
            return null;
        const least = item.min === "today" ? this.input.today : item.min;
        const most = item.max === "today" ? this.input.today : item.max;
        const earlier = item.notBefore &&
            ((beside && beside.dates.get(item.notBefore)) || this.dates.get(item.notBefore));
        if (!isCivilDate(date))
            this.fault(field, "date");
        else if (least && date < least)
            this.fault(field, "from", {value: {date}, min: {date: least}});
        else if (most && date > most)
            this.fault(field, "until", {value: {date}, max: {date: most}});
        else if (earlier && date < earlier)
            this.fault(field, "not-before", {value: {date}, min: {date: earlier}, item: {name: item.notBefore}});
        else
            return date;
        return null;
    }

    checkYear(item, written, field) {
        const year = trimmed(String(written));
        if (!year)
            return null;
        const thisYear = this.input.today.slice(0, 4);
        const least = item.min === "today" ? thisYear : item.min;
        const most = item.max === "today" ? thisYear : item.max;
        if (!/^\d{4}$/.test(year) || !isCivilDate(year + "-01-01"))
            this.fault(field, "year");
        else if (least && compareDecimals(year, least) < 0)
            this.fault(field, "from", {value: year, min: least});
        else if (most && compareDecimals(year, most) > 0)
            this.fault(field, "until", {value: year, max: most});
        else
            return year;
        return null;
    }

    checkAuthority(written, field) {
        const text = trimmed(written);
        if (!text)
            return null;
        const [, letters, id] = /^([A-Za-z]{2}):(.*)$/s.exec(text) || [];
        const country = letters && this.model.authorityCountries[letters.toUpperCase()];
        if (country && id && !forbiddenIn(id, false) && !id.includes(" ") && [...id].length <= LONGEST_NAME)
            return country + ":" + id;
        this.fault(field, "authority", {example: "RO:cmr"});
        return null;
    }

    checkFiles(item, written, field) {
        const names = [];
        for (const one of written) {
            const name = trimmed(one).normalize("NFC");
            if (!name || name === "." || name === ".." || forbiddenIn(name, false) || /[/\\]/.test(name) ||
                [...name].length > LONGEST_NAME)
                this.fault(field, "file-name", {name});
            else if (!names.includes(name))
                names.push(name);
        }
        if (names.length > Number(item.max)) {
            this.fault(field, "files", {count: names.length, max: item.max});
            return null;
        }
        return names.length ? names : null;
    }
}
