/** A link from the results of a data source to an address, as `datasources.yaml` has it. */
export interface Correlation {
  readonly type: 'external';
  readonly label: string;
  readonly config: {
    /** Field of the result that shows the link. */
    readonly field: string;
    readonly target: { readonly url: string };
    readonly transformations?: readonly {
      readonly type: 'regex';
      readonly field: string;
      readonly expression: string;
      readonly mapValue: string;
    }[];
  };
}

/** What Grafana itself reads of a text in a provisioning file: `$NAME` from the environment, `$$` a dollar sign. */
export function expandProvisioned(text: string, environment: Readonly<Record<string, string>>): string {
  const expand = (part: string): string =>
    part.replace(/\$\{?([A-Z_]+)\}?/g, (_reference, name: string) => environment[name] ?? '');
  return text.split('$$').map(expand).join('$');
}

/**
 * The address that a correlation leads to from a row of a result, as Grafana documents it: fields are variables, regular
 * expressions over fields (objects as JSON text) give more. Undefined when a variable has no value: then there is no link.
 */
export function followCorrelation(
  { config }: Correlation,
  row: Readonly<Record<string, unknown>>,
  environment: Readonly<Record<string, string>>,
): string | undefined {
  const found = (config.transformations ?? []).map(({ field, expression, mapValue }) => {
    const value = row[field];
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return [mapValue, new RegExp(expression).exec(text)?.[1]] as const;
  });
  const variables: Readonly<Record<string, unknown>> = { ...row, ...Object.fromEntries(found) };
  const url = expandProvisioned(config.target.url, environment);
  const names = [...url.matchAll(/\$\{(\w+):percentencode\}/g)].map(([, name]) => name ?? '');
  if (names.some((name) => variables[name] === undefined)) return undefined;
  return url.replace(/\$\{(\w+):percentencode\}/g, (_whole, name: string) =>
    encodeURIComponent(String(variables[name])),
  );
}
