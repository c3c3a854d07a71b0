import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { expandEnvironment } from './expand-environment.ts';
import type { AppSettings } from './expand-template.ts';

/** An app in a provisioning file, with its references to variables still in place. */
export interface ProvisionedApp {
  readonly jsonData: Readonly<Record<string, unknown>>;
  readonly secureJsonData: Readonly<Record<string, unknown>>;
}

/** Reads one app from a provisioning file. Throws an error that names the file and what is wrong in it. */
export async function readProvisionedApp(file: string, appId: string): Promise<ProvisionedApp> {
  try {
    return narrowProvisioning(parse(await readFile(file, 'utf8')), appId);
  } catch (cause) {
    throw new Error(`Cannot read the app's settings from ${file}: ${(cause as Error).message}`, { cause });
  }
}

function narrowProvisioning(content: unknown, appId: string): ProvisionedApp {
  if (!isFields(content)) throw new Error('it is empty');
  if (content.apiVersion !== 1) throw new Error('apiVersion must be 1');
  if (!Array.isArray(content.apps)) throw new Error('it has no list "apps"');
  const app: unknown = content.apps.find((candidate) => isFields(candidate) && candidate.type === appId);
  if (!isFields(app)) throw new Error(`"apps" has no entry of type ${appId}`);
  return { jsonData: toFields(app, 'jsonData'), secureJsonData: toFields(app, 'secureJsonData') };
}

function toFields(app: Readonly<Record<string, unknown>>, key: string): Readonly<Record<string, unknown>> {
  const value = app[key] ?? {};
  if (!isFields(value)) throw new Error(`${key} must be a map`);
  return value;
}

/** The app's settings with variables filled in. Numbers and booleans keep their type. */
export function expandSettings(
  app: ProvisionedApp,
  environment: Readonly<Record<string, string | undefined>>,
): AppSettings {
  return {
    jsonData: expandAll(app.jsonData, environment) as Record<string, unknown>,
    secureJsonData: Object.fromEntries(
      Object.entries(app.secureJsonData).map(([key, value]) => [key, expandEnvironment(String(value), environment)]),
    ),
  };
}

function expandAll(value: unknown, environment: Readonly<Record<string, string | undefined>>): unknown {
  if (typeof value === 'string') return expandEnvironment(value, environment);
  if (Array.isArray(value)) return value.map((item) => expandAll(item, environment));
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, expandAll(item, environment)]));
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
