import type { CaptureLevel } from '@botscope/conventions';
import type { Recordable } from '../api/recordable.ts';
import type { JsonWriter } from '../json/to-json-text.ts';

/** Content that was given but is written only when its subject fails, or never. */
export class Withheld {
  private readonly make: (() => string | undefined) | undefined;

  /** `make` gives the JSON text when it is wanted; undefined: it never is. */
  constructor(make: (() => string | undefined) | undefined) {
    this.make = make;
  }

  /** JSON text for a subject that has failed. */
  toText(): string | undefined {
    return this.make?.();
  }

  isOmitted(hasFailed: boolean): boolean {
    return this.make === undefined || !hasFailed;
  }
}

/** JSON text; content that waits for how its subject ends; nothing was given. */
export type Content = string | Withheld | undefined;

/** Content that was given and is never written. */
export const NEVER_WRITTEN = new Withheld(undefined);

/** Content whose text a function makes: at once with `on`, not before its subject has failed with `errors`. */
export function captureText(level: CaptureLevel, make: () => string | undefined): Content {
  if (level === 'on') return make();
  return level === 'off' ? NEVER_WRITTEN : new Withheld(make);
}

/** Content of a value, or of what a function returns. With `errors` it is written as it is when its subject fails. */
export function captureContent(json: JsonWriter, level: CaptureLevel, given: Recordable): Content {
  if (given === undefined) return undefined;
  return level === 'on' ? json.toTextOf(given) : captureText(level, () => json.toTextOf(given));
}

/** JSON text of content, now that it is known whether its subject has failed. */
export function toContentText(content: Content, hasFailed: boolean): string | undefined {
  if (typeof content !== 'object') return content;
  return hasFailed ? content.toText() : undefined;
}

/** Whether content was given that the policy keeps out of the record. */
export function isOmitted(content: Content, hasFailed: boolean): boolean {
  return typeof content === 'object' && content.isOmitted(hasFailed);
}

/** Value of `bot.capture.omitted` where input, output or variables are left out; undefined: nothing is. */
export function toOmitted(io: boolean, variables: boolean): string | undefined {
  if (io) return variables ? 'io,variables' : 'io';
  return variables ? 'variables' : undefined;
}
