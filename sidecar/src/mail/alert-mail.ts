/** A message of the conversation, ready to show. */
export interface MailMessage {
  readonly from: string;
  readonly text: string;
}

/** A variable that the failing step changed; values as JSON text, `–` where there is none. */
export interface MailChange {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** A link with absolute times. */
export interface MailLink {
  readonly label: string;
  readonly url: string;
}

/** Everything that an alert mail says, in words that are safe to put into text and, escaped, into HTML. */
export interface AlertMail {
  /** A header: no line ends. */
  readonly subject: string;
  readonly headline: string;
  /** Environment, channel, person, conversation. */
  readonly facts: readonly string[];
  readonly links: readonly MailLink[];
  readonly messages: readonly MailMessage[];
  /** Which step, when, how long. */
  readonly place: string;
  readonly failure: string;
  /** Lines of a stack or the request as curl. */
  readonly evidence: readonly { readonly label: string; readonly text: string }[];
  readonly changes: readonly MailChange[];
  /** Changes that are not shown. */
  readonly moreChanges: number;
  /** Who is affected, what was held back, when the next mail comes. */
  readonly closing: readonly string[];
  /** What could not be found out. */
  readonly missing: readonly string[];
}
