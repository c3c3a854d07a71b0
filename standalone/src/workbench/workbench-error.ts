/** A request that the workbench refuses or cannot serve, with words for a person. */
export class WorkbenchError extends Error {
  /** HTTP status of the answer. */
  readonly statusCode: number;

  /** `message` names what is wrong and what to do; it is shown. */
  constructor(statusCode: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'WorkbenchError';
    this.statusCode = statusCode;
  }
}
