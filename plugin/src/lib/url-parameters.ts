/** How a value travels in query parameters of one name. Both directions are total; building then parsing gives the same value. */
export interface UrlParameter<Value> {
  /** The value of all parameters with the name, in order; anything unusable gives the fallback. */
  parse(texts: readonly string[]): Value;
  /** The parameters to write; empty for the fallback. */
  build(value: Value): readonly string[];
}

/** Longest text that a link may carry in one parameter, in UTF-16 units. */
export const MAX_TEXT_LENGTH = 512;

/** Any text of up to `maxLength` units; absent, empty and longer texts give `undefined`. */
export function textParameter(maxLength = MAX_TEXT_LENGTH): UrlParameter<string | undefined> {
  return {
    parse: ([text]) => (text === undefined || text === '' || text.length > maxLength ? undefined : text),
    build: (value) => (value === undefined ? [] : [value]),
  };
}

/** One of the given values. */
export function choiceParameter<Choice extends string>(
  choices: readonly Choice[],
  fallback: Choice,
): UrlParameter<Choice> {
  return {
    parse: ([text]) => choices.find((choice) => choice === text) ?? fallback,
    build: (value) => (value === fallback ? [] : [value]),
  };
}

/** A switch: `1` is on, everything else off. */
export function flagParameter(): UrlParameter<boolean> {
  return { parse: ([text]) => text === '1', build: (value) => (value ? ['1'] : []) };
}

/** A whole number within inclusive bounds, written in plain digits. */
export function integerParameter(minimum: number, maximum: number): UrlParameter<number | undefined> {
  return {
    parse: ([text]) => {
      if (text === undefined || !/^\d{1,15}$/.test(text)) return undefined;
      const value = Number(text);
      return value >= minimum && value <= maximum ? value : undefined;
    },
    build: (value) => (value === undefined ? [] : [String(value)]),
  };
}

/** Several texts, each as its own parameter; those beyond the limits are left out. */
export function listParameter(maxItems = 50, maxLength = MAX_TEXT_LENGTH): UrlParameter<readonly string[]> {
  return {
    parse: (texts) => texts.filter((text) => text !== '' && text.length <= maxLength).slice(0, maxItems),
    build: (values) => values,
  };
}

/** Several of the given values. */
export function choicesParameter<Choice extends string>(choices: readonly Choice[]): UrlParameter<readonly Choice[]> {
  return {
    parse: (texts) => choices.filter((choice) => texts.includes(choice)),
    build: (values) => choices.filter((choice) => values.includes(choice)),
  };
}
