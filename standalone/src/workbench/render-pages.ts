import { escapeHtml } from './escape-html.ts';

/** What stands in the built page in place of the nonce, the public path, the theme and the boot data. */
const NONCE = '__BOTSCOPE_NONCE__';
const PUBLIC_PATH = '__BOTSCOPE_PUBLIC_PATH__';
const THEME = '__BOTSCOPE_THEME__';
const BOOT_SCRIPT = '/*__BOTSCOPE_BOOT__*/';

/** What is filled into the built page. */
export interface HostPage {
  readonly nonce: string;
  /** Path of everything public, with slashes at both ends. */
  readonly publicPath: string;
  /** Before the bundle runs: keeps the first paint from flashing. */
  readonly theme: string;
  readonly bootData: object;
}

/** The host page's HTML for one request. */
export function renderHostPage(template: string, page: HostPage): string {
  const script = `window.__grafana_public_path__=${toScriptJson(page.publicPath)};window.grafanaBootData=${toScriptJson(page.bootData)};`;
  return template
    .replaceAll(NONCE, page.nonce)
    .replaceAll(PUBLIC_PATH, escapeHtml(page.publicPath))
    .replaceAll(THEME, escapeHtml(page.theme))
    .replace(BOOT_SCRIPT, () => script);
}

/** JSON that can stand in a script element: no character of it can end the element or start a comment. */
function toScriptJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>\u2028\u2029]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** A page with a title and a sentence, for what cannot be shown. Needs no build and no script. */
export function renderMessagePage(title: string, message: string, homePath: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)} · Botscope</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="dark light">
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:20vh auto;padding:0 1.5rem}</style></head>
<body><main><h1>${escapeHtml(title)}</h1><p>${escapeHtml(message)}</p><p><a href="${escapeHtml(homePath)}">To the start page</a></p></main></body></html>
`;
}

/**
 * A page that loads its own address once more. A link from a mail program arrives without the session cookie, which is
 * sent to navigations from this site only; the second request is one, so the chosen role is kept.
 */
export function renderReloadPage(): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Botscope</title><meta http-equiv="refresh" content="0"></head><body></body></html>
`;
}
