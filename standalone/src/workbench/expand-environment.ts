const REFERENCE = /\$(?:\$|\{([A-Za-z_][A-Za-z0-9_]*)\}|([A-Za-z_][A-Za-z0-9_]*))/g;

/**
 * Text with `$NAME` and `${NAME}` replaced by variables, as in Grafana's provisioning files. A variable that is not set
 * becomes empty; `$$` stands for one dollar sign.
 */
export function expandEnvironment(text: string, environment: Readonly<Record<string, string | undefined>>): string {
  return text.replace(REFERENCE, (reference, braced?: string, plain?: string) =>
    reference === '$$' ? '$' : (environment[braced ?? plain ?? ''] ?? ''),
  );
}
