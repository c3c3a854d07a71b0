/** What a variable's text was read as, or why it was refused. */
export type VariableReading<Value> = { readonly value: Value } | { readonly problem: string };

/** A setting of a program as it stands in the environment: documentation and reader at once. */
export interface Variable<Value> {
  /** Name in the environment. */
  readonly name: string;
  readonly description: string;
  /** What is accepted, in words. */
  readonly accepts: string;
  /** Text used when the variable is absent or empty. */
  readonly defaultText?: string;
  /** May be absent without a default; every other variable without a default is required. */
  readonly optional: boolean;
  /** Never shown. */
  readonly secret: boolean;
  /** `problem` reads as the end of "NAME …". */
  readonly read: (text: string) => VariableReading<Value>;
}

/** Options that all variables share. */
export interface VariableOptions {
  readonly name: string;
  readonly description: string;
  readonly defaultText?: string;
}

const SHORTEST_SECRET = 16;
const EXAMPLE_SECRET = /example|change.?me|placeholder|your.?secret|^(.)\1*$/i;

function createVariable<Value>(
  options: VariableOptions,
  accepts: string,
  read: (text: string) => VariableReading<Value>,
  secret = false,
): Variable<Value> {
  return { ...options, optional: false, accepts, secret, read };
}

/** The same variable, whose value is undefined when it is absent. */
export function optional<Value>(variable: Variable<Value>): Variable<Value | undefined> {
  return { ...variable, optional: true };
}

/** A variable that takes any text. */
export function textVariable(options: VariableOptions): Variable<string> {
  return createVariable(options, 'text', (text) => ({ value: text }));
}

/** A secret: at least 16 characters, and none that stands in an example. */
export function secretVariable(options: VariableOptions): Variable<string> {
  const accepts = `a secret of at least ${SHORTEST_SECRET} characters that is no example`;
  const read = (text: string): VariableReading<string> => {
    if (EXAMPLE_SECRET.test(text)) return { problem: 'is an example secret; make one with "openssl rand -hex 32"' };
    if (text.length < SHORTEST_SECRET) return { problem: `is shorter than ${SHORTEST_SECRET} characters` };
    return /^[\x21-\x7e]+$/.test(text) ? { value: text } : { problem: 'has characters other than printable ASCII' };
  };
  return createVariable(options, accepts, read, true);
}

/** Value of an `Authorization` header, scheme included. Secret. */
export function authorizationVariable(options: VariableOptions): Variable<string> {
  const accepts = '"Basic" or "Bearer", a space, and printable ASCII without spaces';
  const read = (text: string): VariableReading<string> =>
    /^(Basic|Bearer) [\x21-\x7e]+$/.test(text) ? { value: text } : { problem: `is not ${accepts}` };
  return createVariable(options, accepts, read, true);
}

/** A tenant's name as Loki and Tempo take it; `|` would name several. */
export function tenantVariable(options: VariableOptions): Variable<string> {
  const accepts = "a tenant's name: at most 150 of the characters a-z A-Z 0-9 ! - _ . * ' ( )";
  return createVariable<string>(options, accepts, (text) =>
    /^(?!\.{1,2}$)[A-Za-z0-9!\-_.*'()]{1,150}$/.test(text)
      ? { value: text }
      : { problem: `is "${text}", not ${accepts}` },
  );
}

/** An absolute http or https address; read without trailing slashes. */
export function urlVariable(options: VariableOptions): Variable<string> {
  return createVariable<string>(options, 'an absolute http or https URL', (text) => {
    const url = URL.parse(text);
    if (url === null || !/^https?:$/.test(url.protocol)) return { problem: `is "${text}", not an http or https URL` };
    if (url.username !== '' || url.password !== '') return { problem: 'must not contain a user name or password' };
    if (url.search !== '' || url.hash !== '') return { problem: `is "${text}"; it must end before "?" and "#"` };
    return { value: text.replace(/\/+$/, '') };
  });
}

/** A whole number within limits, both inclusive. */
export function integerVariable(
  options: VariableOptions,
  limits: { readonly minimum: number; readonly maximum: number },
): Variable<number> {
  const accepts = `a whole number from ${limits.minimum} to ${limits.maximum}`;
  return createVariable<number>(options, accepts, (text) => {
    const value = /^-?[0-9]{1,15}$/.test(text) ? Number(text) : NaN;
    return value >= limits.minimum && value <= limits.maximum ? { value } : { problem: `is "${text}", not ${accepts}` };
  });
}

/** A TCP port; 0 = any free one. */
export function portVariable(options: VariableOptions): Variable<number> {
  return integerVariable(options, { minimum: 0, maximum: 65_535 });
}

/** One of a few words. */
export function choiceVariable<const Choice extends string>(
  options: VariableOptions,
  choices: readonly Choice[],
): Variable<Choice> {
  return createVariable<Choice>(options, choices.join(' or '), (text) => {
    const value = choices.find((choice) => choice === text);
    return value === undefined ? { problem: `is "${text}", not ${choices.join(' or ')}` } : { value };
  });
}
