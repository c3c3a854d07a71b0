import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeDirectory } from '../tests/directory.ts';
import { openContentStore } from './content-store.ts';
import { DEFAULT_CONTENT } from './content.ts';

describe('openContentStore', () => {
  it('begins with the default content, in a directory that it makes', () => {
    const directory = join(makeDirectory(), 'demo');
    expect(openContentStore(directory).read()).toEqual(DEFAULT_CONTENT);
    expect(readdirSync(directory)).toEqual([]);
  });

  it('gives what was written, also to the next process, and leaves nothing beside it', () => {
    const directory = makeDirectory();
    const content = { ...DEFAULT_CONTENT, card: { ...DEFAULT_CONTENT.card, text: 'Good morning 🌞' } };
    const store = openContentStore(directory);
    store.write(content);
    expect(store.read()).toEqual(content);
    expect(openContentStore(directory).read()).toEqual(content);
    expect(readdirSync(directory)).toEqual(['content.json']);
  });

  it('takes the prompt and the connection of the default where an early file has none', () => {
    const directory = makeDirectory();
    const { card, webhook } = DEFAULT_CONTENT;
    writeFileSync(join(directory, 'content.json'), JSON.stringify({ card, webhook }));
    expect(openContentStore(directory).read()).toEqual(DEFAULT_CONTENT);
  });

  it.each([
    ['is cut short', '{"card":'],
    ['is empty', ''],
    ['holds no object', 'null'],
    ['misses the webhook', JSON.stringify({ card: DEFAULT_CONTENT.card })],
    ['has a card without buttons', JSON.stringify({ ...DEFAULT_CONTENT, card: { title: 'Welcome' } })],
    ['has a prompt without text', JSON.stringify({ ...DEFAULT_CONTENT, prompt: { name: 'Answer style' } })],
    ['has a button without id', JSON.stringify(DEFAULT_CONTENT).replace('"id":"b2",', '')],
  ])('refuses a file that %s, names it and leaves it alone', (_, text) => {
    const directory = makeDirectory();
    const file = join(directory, 'content.json');
    writeFileSync(file, text);
    expect(() => openContentStore(directory)).toThrow(`${file} cannot be read as the demo's content: remove it`);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });
});
