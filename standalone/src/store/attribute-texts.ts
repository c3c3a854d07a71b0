/** Texts that an attribute may have, as queries see them: one of them, if not the only one, is right. */
export type AttributeTexts = (attributesJson: string) => readonly string[] | undefined;

const ABSENT = Object.freeze(['']);
/** In Loki's names a run of any other characters is one `_`; in JSON some of those are escaped. */
const OTHER_CHARACTERS = String.raw`(?:[^A-Za-z0-9"\\]|\\(?:u[0-9a-f]{4}|.))+`;
const VALUE = String.raw`(?:"([^"\\]*(?:\\.[^"\\]*)*)"|(-?\d[^,}]*|true|false|null))?`;

/**
 * Reads the values of one name, as Loki stores it, out of the JSON in which attributes are stored, without parsing it
 * all. What it makes answers undefined where that cannot be told (maps, lists, numbers that JSON does not have);
 * undefined itself for names that do not tell how the attribute was called.
 */
export function createAttributeTexts(lokiName: string): AttributeTexts | undefined {
  if (!/^[A-Za-z]\w*$/.test(lokiName) || /__|^key_\d|_extracted$/.test(lokiName)) return undefined;
  const pattern = new RegExp(`[{,]"${lokiName.replaceAll('_', OTHER_CHARACTERS)}":${VALUE}`, 'g');
  return (attributesJson) => (attributesJson.includes('{"m":{') ? undefined : findTexts(pattern, attributesJson));
}

function findTexts(pattern: RegExp, attributesJson: string): readonly string[] | undefined {
  const texts: string[] = [];
  pattern.lastIndex = 0;
  for (let found = pattern.exec(attributesJson); found !== null; found = pattern.exec(attributesJson)) {
    const [, quoted, literal] = found;
    if (quoted !== undefined) texts.push(quoted.includes('\\') ? (JSON.parse(`"${quoted}"`) as string) : quoted);
    else if (literal !== undefined) texts.push(literal === 'null' ? '' : literal);
    else return undefined;
  }
  return texts.length === 0 ? ABSENT : texts;
}
