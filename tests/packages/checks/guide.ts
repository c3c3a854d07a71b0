import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const guide = fileURLToPath(new URL('../../../docs/guides/your-own-opentelemetry.md', import.meta.url));
const PROGRAM = /^```js (\S+\.mjs)\n([^]*?)^```/gm;

/** Writes the guide's programs into a project, as they stand there; returns their names. */
export function writeGuide(project: string): string[] {
  const programs = [...readFileSync(guide, 'utf8').matchAll(PROGRAM)];
  for (const [, name = '', text = ''] of programs) writeFileSync(join(project, name), text);
  return programs.map(([, name = '']) => name);
}

/**
 * Writes a program that starts several of them in the order given, and stops our telemetry first; returns its name for
 * `talk.mjs`.
 */
export function writeOrder(project: string, telemetry: string, names: readonly string[]): string {
  const imports = names.map((name, index) => `import * as part${index} from './${name}';\n`).join('');
  const ours = names.indexOf(telemetry);
  const others = names.map((_, index) => index).filter((index) => index !== ours);
  const stops = [ours, ...others].map((index) => `  await part${index}.stop();\n`).join('');
  const name = `order-${names.join('-')}`;
  const text = `${imports}export const { telemetry } = part${ours};\nexport async function stop() {\n${stops}}\n`;
  writeFileSync(join(project, name), text);
  return `./${name}`;
}
