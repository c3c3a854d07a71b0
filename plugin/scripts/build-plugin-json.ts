import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { createPluginJson } from './plugin-json.ts';

// Run after a change of routes, permissions or pages: node --conditions=@botscope/source scripts/build-plugin-json.ts
const file = new URL('../src/plugin.json', import.meta.url);
const options = await resolveConfig(file);
writeFileSync(file, await format(JSON.stringify(createPluginJson()), { ...options, parser: 'json' }));
