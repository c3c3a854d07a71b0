/** What an option may be. */
export interface OptionKind {
  /** Completes "must be …", for people. */
  readonly words: string;
  readonly accepts: (value: unknown) => boolean;
  /** What an object may have. */
  readonly members?: OptionShape;
}

/** Every option that there is, by name. */
export type OptionShape = Readonly<Record<string, OptionKind>>;

/** The shape of an options type: a member that the type has and the shape does not is an error of compilation. */
export type ShapeOf<Options> = { readonly [Name in keyof Required<Options>]: OptionKind };

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isFilled = (value: unknown): boolean => isText(value) && value.trim() !== '';

export const TEXT: OptionKind = { words: 'a text', accepts: isText };
export const FILLED_TEXT: OptionKind = { words: 'a text that is not empty', accepts: isFilled };
export const FLAG: OptionKind = { words: 'true or false', accepts: (value) => typeof value === 'boolean' };
export const NUMBER: OptionKind = { words: 'a number', accepts: (value) => typeof value === 'number' };
export const FILLED_TEXTS: OptionKind = {
  words: 'a list of texts that are not empty',
  accepts: (value) => Array.isArray(value) && value.every(isFilled),
};
/** Judged elsewhere. */
export const ANYTHING: OptionKind = { words: 'anything', accepts: () => true };
export const TEXT_BY_NAME: OptionKind = {
  words: 'an object of texts',
  accepts: (value) => isRecord(value) && Object.values(value).every(isText),
};

/** An object with these members. */
export function toObjectKind(members: OptionShape): OptionKind {
  return { words: `an object with ${Object.keys(members).join(', ')}`, accepts: isRecord, members };
}

/** An OpenTelemetry provider, known by a function. */
export function toProviderKind(getter: 'getTracer' | 'getLogger'): OptionKind {
  return {
    words: `a provider of OpenTelemetry, with a function ${getter}`,
    accepts: (value) => typeof (value as Readonly<Record<string, unknown>> | null)?.[getter] === 'function',
  };
}

/** What {@link judgeShape} found. */
export interface ShapeJudgement<Options> {
  readonly problems: readonly string[];
  /** The options without those that have a problem, so that the others can be judged further. */
  readonly sound: Options;
}

/** Names every option that does not exist or is of a wrong kind. A value `undefined` is an option that is absent. */
export function judgeShape<Options extends object>(
  options: Options,
  shape: OptionShape,
  path = '',
): ShapeJudgement<Options> {
  if (!isRecord(options)) return { problems: ['The options must be an object.'], sound: {} as Options };
  const problems: string[] = [];
  const sound: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(options)) {
    const problem = findProblem(path + name, value, shape[name], () => suggest(name, Object.keys(shape)));
    const members = problem === undefined && isRecord(value) ? shape[name]?.members : undefined;
    const inner = members && judgeShape(value as object, members, `${path}${name}.`);
    problems.push(...(problem === undefined ? [] : [problem]), ...(inner?.problems ?? []));
    if (problem === undefined) sound[name] = inner === undefined ? value : inner.sound;
  }
  return { problems, sound: sound as Options };
}

function findProblem(
  path: string,
  value: unknown,
  kind: OptionKind | undefined,
  suggestion: () => string,
): string | undefined {
  if (kind === undefined) return `${path} is no option: ${suggestion()}`;
  if (value === undefined || kind.accepts(value)) return undefined;
  return `${path} must be ${kind.words}; it is ${describeType(value)}.`;
}

/** Never the value itself, which may be a secret. */
function describeType(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (value === '') return 'empty';
  return typeof value === 'string' ? 'a text' : `of type ${typeof value}`;
}

function suggest(name: string, known: readonly string[]): string {
  const near = known.find((other) => isNear(name.toLowerCase(), other.toLowerCase()));
  return near === undefined ? `leave it out. Options here are ${known.join(', ')}.` : `did you mean ${near}?`;
}

const MOST_TYPOS = 2;

/** Whether few letters were added, left out or exchanged. */
function isNear(a: string, b: string): boolean {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return (row.at(-1) ?? 0) <= MOST_TYPOS;
}
