import { describe, expect, it } from 'vitest';
import { toExportFileName } from './conversation-export.ts';

describe('toExportFileName', () => {
  it.each([
    ['c-1', 'ndjson', 'conversation-c-1.ndjson'],
    ['../../etc/passwd', 'text', 'conversation-etc-passwd.txt'],
    ['a"\r\nX: b', 'fixture', 'conversation-a-X-b.json'],
    ['\u202eüñ', 'text', 'conversation-unnamed.txt'],
    ['x'.repeat(500), 'text', `conversation-${'x'.repeat(60)}.txt`],
  ] as const)('of %j as %s is %s', (uid, format, name) => {
    expect(toExportFileName(uid, format)).toBe(name);
  });
});
