/** A text filter found more conversations than a list can be made of. The person should narrow the range or the text. */
export class TooManyConversationsError extends Error {
  override readonly name = 'TooManyConversationsError';
  /** Most conversations that a text filter may find. */
  readonly limit: number;

  constructor(limit: number) {
    super(`the text was found in more than ${limit} conversations; narrow the time range or type more of it`);
    this.limit = limit;
  }
}
