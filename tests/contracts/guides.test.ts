import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readText } from '../pipeline/read-yaml.ts';

const INDEX = 'README.md';

describe('docs/guides/README.md', () => {
  it('lists every guide, and only guides that are there', () => {
    const guides = readdirSync(fileURLToPath(new URL('../../docs/guides', import.meta.url)));
    const links = [...readText(`docs/guides/${INDEX}`).matchAll(/\]\(([\w-]+\.md)\)/g)].map(([, file]) => file);
    expect(links.toSorted()).toEqual(guides.filter((file) => file !== INDEX).toSorted());
  });
});
