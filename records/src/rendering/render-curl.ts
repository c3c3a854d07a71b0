import type { ApiCallBody, Headers } from '@botscope/conventions';

/** Headers that curl makes itself; given ones would contradict what it sends. */
const OWN_HEADERS = new Set(['connection', 'content-length', 'host', 'transfer-encoding']);
const BINARY_PREFIX = 'base64:';

/**
 * The request as a curl command for a POSIX shell: pasted into one, it sends the same method, address, headers and
 * body. Secrets in it are the placeholders that were recorded.
 */
export function renderCurl(request: ApiCallBody['request']): string {
  const { body } = request;
  const isBinary = body?.startsWith(BINARY_PREFIX) ?? false;
  const parts = [
    ...toMethod(request.method),
    ...toAddress(request.url),
    ...toHeaders(request.headers),
    ...toBody(body, isBinary),
  ];
  const command = ['curl', ...parts].join(' \\\n  ');
  return isBinary && body !== undefined
    ? `printf %s ${quote(body.slice(BINARY_PREFIX.length))} | base64 -d | ${command}`
    : command;
}

function toMethod(method: string): string[] {
  if (method === 'HEAD') return ['--head'];
  return method === 'GET' ? [] : [`--request ${quote(method)}`];
}

/** Brackets and braces would be expanded, and dot segments removed, if curl were not told to leave them. */
function toAddress(url: string): string[] {
  const flags = [
    ...(/[[\]{}]/.test(url) ? ['--globoff'] : []),
    ...(/\/\.{1,2}(?:\/|$|\?)/.test(url) ? ['--path-as-is'] : []),
  ];
  return [...flags, quote(url)];
}

function toHeaders(headers: Headers): string[] {
  return Object.entries(headers)
    .filter(([name]) => !OWN_HEADERS.has(name.toLowerCase()))
    .map(([name, value]) => `--header ${quote(value === '' ? `${name};` : `${name}: ${value}`)}`);
}

function toBody(body: string | undefined, isBinary: boolean): string[] {
  if (body === undefined || body === '') return [];
  return isBinary ? ['--data-binary @-'] : [`--data-raw ${quote(body)}`];
}

/** A shell word: in single quotes everything but the single quote itself is literal. */
function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
