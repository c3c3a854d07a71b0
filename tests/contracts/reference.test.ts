import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { GATEWAY_ERRORS } from '@botscope/gateway';
import { AUDIT_ERRORS } from '@botscope/instrumentation';
import { SIDECAR_ERRORS } from '@botscope/sidecar';
import {
  renderConfigurationPage,
  renderEnvironmentExample,
  renderErrorsPage,
  renderLogEntriesPage,
  renderRoutesPage,
  renderTelemetryPage,
} from './render-reference.ts';
import { BOT_VARIABLE_TABLES, VARIABLE_TABLES } from './variable-tables.ts';

const PAGES = [
  { file: 'docs/reference/telemetry.md', render: renderTelemetryPage },
  {
    file: 'docs/reference/configuration.md',
    render: () => renderConfigurationPage({ ...VARIABLE_TABLES, ...BOT_VARIABLE_TABLES }),
  },
  {
    file: 'docs/reference/errors.md',
    render: () =>
      renderErrorsPage({ Gateway: GATEWAY_ERRORS, Sidecar: SIDECAR_ERRORS, 'Audit recorder': AUDIT_ERRORS }),
  },
  { file: 'docs/reference/routes.md', render: renderRoutesPage },
  { file: 'docs/reference/log-entries.md', render: renderLogEntriesPage },
  { file: '.env.example', render: () => renderEnvironmentExample(VARIABLE_TABLES) },
];

describe('reference pages', () => {
  // WRITE_REFERENCE=1 makes the files anew.
  it.each(PAGES)('$file says what the code says', ({ file, render }) => {
    const path = fileURLToPath(new URL(`../../${file}`, import.meta.url));
    if (process.env['WRITE_REFERENCE'] === '1') writeFileSync(path, render());
    expect(readFileSync(path, 'utf8')).toBe(render());
  });
});
