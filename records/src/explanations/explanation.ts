/** What a kind of entry means, for people who see it for the first time. */
export interface Explanation {
  readonly title: string;
  /** What has happened when one sees this. */
  readonly meaning: string;
  /** What to look at or do next. */
  readonly advice: string;
}

/** Explanations by what a record carries: an event name, an error type, a status, a state, a step type. */
export type ExplanationTable = Readonly<Record<string, Explanation>>;
