import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { LeakSearch } from './leak-search.ts';
import { runRedaction } from './run-redaction.ts';
import { makeSecrets } from './secret-corpus.ts';

describe('redaction', () => {
  it('R11: lets no secret of more than 40 kinds out in any position, and changes at most 1 % of what only looks like one', async () => {
    const findings = await runRedaction({ secrets: 140, harmless: 460, seed: 20_261_121 });
    expect(findings.leaks).toEqual([]);
    expect(findings.broken).toEqual([]);
    expect(findings.kinds).toBeGreaterThanOrEqual(40);
    expect(findings.records).toBeGreaterThan(findings.secrets * 10);
    expect(findings.quarantined).toBeGreaterThan(0);
    expect(findings.changed.length).toBeLessThanOrEqual(findings.harmless / 100);
  }, 180_000);
});

describe('the search for secrets', () => {
  it('finds each of them, in whatever way it is written', () => {
    for (const { text, hidden } of makeSecrets(140, 3)) {
      const search = new LeakSearch(hidden);
      for (const written of [text, JSON.stringify(JSON.stringify(text)), encodeURIComponent(text)]) {
        expect(search.findIn(`x ${written} y`).size).toBe(hidden.length);
      }
      expect(search.findIn('nothing here').size).toBe(0);
    }
  });
});

describe('the corpus', () => {
  it('shares nothing with the scanner: its files import each other and what Node has', () => {
    const directory = fileURLToPath(new URL('.', import.meta.url));
    const corpus = readdirSync(directory).filter((name) => /corpus|random|payment/.test(name));
    expect(corpus.length).toBeGreaterThanOrEqual(4);
    for (const name of corpus) {
      const imports = [...readFileSync(directory + name, 'utf8').matchAll(/from '([^']+)'/g)].map(([, from]) => from);
      expect(imports.filter((from) => !/^(?:node:|\.\/(?:random|payment-numbers)\.ts$)/.test(from ?? ''))).toEqual([]);
    }
  });
});
