/** How a piece of the bot's work ended. */
export type Completion =
  | {
      readonly value: unknown;
      /** The value is the list of what a generator yielded. */
      readonly isYielded?: true;
    }
  | { readonly thrown: unknown };
