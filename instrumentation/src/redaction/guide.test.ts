import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { FORMED_KINDS, PREFIXED_KINDS } from './secret-kinds.ts';

const GUIDE = fileURLToPath(new URL('../../../docs/guides/secrets.md', import.meta.url));
const TABLE = /\| kinds \| told by \|\n(?:\|.*\n)+/;

function renderTable(): string {
  const prefixed = PREFIXED_KINDS.map(
    ({ kind, prefixes }) => `| ${kind} | ${prefixes.map((p) => `\`${p}\``).join(' ')} |`,
  );
  const formed = FORMED_KINDS.map((kind) => `| ${kind} | its form |`);
  return ['| kinds | told by |', '| --- | --- |', ...prefixed, ...formed, ''].join('\n');
}

describe('docs/guides/secrets.md', () => {
  it('lists every kind', () => {
    const guide = readFileSync(GUIDE, 'utf8');
    if (process.env['WRITE_REFERENCE'] === '1') writeFileSync(GUIDE, guide.replace(TABLE, renderTable));
    else expect(TABLE.exec(guide)?.[0].replace(/ +/g, ' ')).toBe(renderTable());
  });
});
