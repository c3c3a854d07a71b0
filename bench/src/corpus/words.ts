import { createRandom } from './random.ts';

const SYLLABLES = ['re', 'fund', 'or', 'der', 'ship', 'ment', 'cus', 'tom', 'er', 'pay', 'in', 'voice', 'ac', 'count'];
const VOCABULARY_SIZE = 3000;

function createVocabulary(): readonly string[] {
  const random = createRandom(7);
  const syllable = () => SYLLABLES[Math.floor(random() * SYLLABLES.length)] ?? '';
  return Array.from({ length: VOCABULARY_SIZE }, () => Array.from({ length: 1 + random() * 3 }, syllable).join(''));
}

const VOCABULARY = createVocabulary();

/** Text of about so many bytes; few words are frequent and many are rare, so that it packs as people's text does. */
export function makeText(random: () => number, sizeBytes: number): string {
  let text = '';
  while (text.length < sizeBytes) text += `${VOCABULARY[Math.floor(random() ** 2 * VOCABULARY_SIZE)] ?? ''} `;
  return text.slice(0, sizeBytes);
}
