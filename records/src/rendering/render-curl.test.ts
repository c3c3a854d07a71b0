import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderCurl } from './render-curl.ts';

/** The arguments that a shell hands to curl. */
function runInShell(command: string): { args: string[]; input: string } {
  const script = `curl() { printf '%s\\0' "$@"; printf '\\0--input\\0'; case "$*" in *@-*) cat;; esac; }\n${command}`;
  const [args = '', input = ''] = execFileSync('/bin/sh', ['-c', script]).toString().split('\0\0--input\0');
  return { args: args.split('\0'), input };
}

/** Text without NUL, which no shell argument can hold, and without lone surrogates, which no UTF-8 can. */
const text = fc.string({ unit: 'binary', maxLength: 40 }).map((t) => t.replaceAll('\0', '').toWellFormed());

describe('renderCurl', () => {
  it('F28: gives the shell the method, address, headers and body as they were sent', () => {
    fc.assert(
      fc.property(text, text, text, fc.constantFrom('POST', 'PUT', 'PATCH'), (path, value, body, method) => {
        const url = `https://api.example/${path}`;
        const { args } = runInShell(renderCurl({ method, url, headers: { 'x-note': `v${value}` }, body }));
        const rest = args.filter((argument) => argument !== '--globoff' && argument !== '--path-as-is');
        const bodyPart = body === '' || body.startsWith('base64:') ? [] : ['--data-raw', body];
        expect(rest).toEqual(['--request', method, url, '--header', `x-note: v${value}`, ...bodyPart]);
      }),
      { numRuns: 100 },
    );
  });

  it('pipes a binary body in', () => {
    const body = `base64:${Buffer.from([0, 1, 254, 255]).toString('base64')}`;
    expect(renderCurl({ method: 'PUT', url: 'https://api.example/', headers: {}, body })).toContain(
      "printf %s 'AAH+/w==' | base64 -d | curl",
    );
  });

  it('leaves out what curl makes itself, and keeps an empty header', () => {
    const headers = { host: 'a', 'content-length': '3', connection: 'close', 'x-empty': '' };
    const { args } = runInShell(renderCurl({ method: 'GET', url: 'https://api.example/a/../b?q=[1]', headers }));
    expect(args).toEqual(['--globoff', '--path-as-is', 'https://api.example/a/../b?q=[1]', '--header', 'x-empty;']);
  });
});
