/** Settings of an app, as templates of its routes see them. */
export interface AppSettings {
  readonly jsonData: Readonly<Record<string, unknown>>;
  readonly secureJsonData: Readonly<Record<string, string>>;
}

/** What Grafana's template engine writes for a key that the settings lack. */
const NO_VALUE = '<no value>';
const ACTION = /\{\{-?\s*\.(JsonData|SecureJsonData)\.([A-Za-z_][A-Za-z0-9_]*)\s*-?\}\}/g;

/** A route's `url` or header content with `{{ .JsonData.key }}` and `{{ .SecureJsonData.key }}` filled in. */
export function expandTemplate(template: string, settings: AppSettings): string {
  return template.replace(ACTION, (_action, source: string, key: string) =>
    toText(source === 'JsonData' ? settings.jsonData[key] : settings.secureJsonData[key]),
  );
}

function toText(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : NO_VALUE;
}
