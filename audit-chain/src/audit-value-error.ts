/** Where a value is inside the one that was given: keys and indices from the root. */
export type AuditValuePath = readonly (string | number)[];

/** Thrown when an application gives the audit trail a value that has no exact JSON form. */
export class AuditValueError extends Error {
  readonly path: AuditValuePath;

  constructor(path: AuditValuePath, reason: string, options?: ErrorOptions) {
    super(`Audit value at ${toPathText(path)}: ${reason}`, options);
    this.name = 'AuditValueError';
    this.path = path;
  }
}

/** `$.cards[0].title`, as people write it. */
function toPathText(path: AuditValuePath): string {
  const steps = path.map((key) => {
    if (typeof key === 'number') return `[${key}]`;
    return /^[A-Za-z_$][\w$]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
  });
  return `$${steps.join('')}`;
}
