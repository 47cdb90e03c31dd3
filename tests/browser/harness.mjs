// SPDX-License-Identifier: EUPL-1.2
// Pages made by form_tool, and a browser to open them in.
import {execFileSync} from "node:child_process";
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {createRequire} from "node:module";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import {fileURLToPath, pathToFileURL} from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, "..", "..");
const require = createRequire(join(process.env.IMI_MODULES, "package.json"));

/// Folders of packages, the one that holds the form last. IMI_PACKAGES names another folder than questionsets/.
const shipped = process.env.IMI_PACKAGES || join(source, "questionsets");
const shared = ["shared", "forms", "surveys"].map((name) => join(shipped, name)).filter(existsSync);
export const kinds = {form: "kinds", folders: [join(shipped, "shared"), join(source, "tests", "data", "form-kinds")]};
const general = {form: "general", folders: [...shared, join(shipped, "professional-qualifications")]};
/// Every form whose translations are tried; the last is the largest.
export const translated = existsSync(join(shipped, "professional-qualifications", "general.yaml")) ? [kinds, general]
                                                                                                : [kinds];

export function tool(verb, which, input = "") {
    return execFileSync(process.env.IMI_FORM_TOOL, [verb, which.form, ...which.folders],
                        {input, maxBuffer: 1 << 28, stdio: ["pipe", "pipe", "ignore"]}).toString();
}

export const html = (which, page = {}) => tool("html", which, JSON.stringify(page));

/// The model that a page holds.
export function modelOf(text) {
    return JSON.parse(/<script type="application\/json" id="model">(.*?)<\/script>/s.exec(text)[1]);
}

/// What the scripts of the page evaluate.
export function evaluator() {
    const scripts = ["evaluate_values.js", "evaluate.js"].map(
        (name) => readFileSync(join(source, "lib", "forms", name), "utf8"));
    return new Function(scripts.join("\n") + "\nreturn evaluate;")();
}

/// A browser without a network for all tests of a file; `use` gets a function that opens a page.
export async function withBrowser(use) {
    const {chromium} = require("playwright-core");
    const folder = mkdtempSync(join(tmpdir(), "imi-forms-"));
    const browser = await chromium.launch({
        executablePath: "/usr/bin/chromium",
        args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
               "--disable-component-update", "--disable-sync"],
    });
    let number = 0;
    const open = async (text, options = {}) => {
        const file = join(folder, `form-${++number}.html`);
        writeFileSync(file, text);
        const page = await browser.newPage({viewport: {width: 1024, height: 900}, ...options});
        page.problems = [];
        page.on("pageerror", (error) => page.problems.push(String(error)));
        page.on("console", (line) => line.type() === "error" && page.problems.push(line.text()));
        page.on("request", (request) => request.url().startsWith("http") && page.problems.push(request.url()));
        await page.goto(pathToFileURL(file).href);
        return page;
    };
    try {
        await use(open, folder);
    } finally {
        await browser.close();
        rmSync(folder, {recursive: true, force: true});
    }
}

export const axeSource = () => readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

/// Presses a button and gives the file that comes of it.
export async function saved(page, act = "save") {
    const [download] = await Promise.all([page.waitForEvent("download"), page.click(`button[data-act=${act}]`)]);
    const path = await download.path();
    return {name: download.suggestedFilename(), path, text: readFileSync(path, "utf8")};
}

export const field = (address) => `[id="f-${address}"]`;
export const radio = (address, value) => `[id="k-${address}"] input[value="${value}"]`;
export const shown = (page, address) => page.locator(`[id="i-${address}"]`).isVisible();
