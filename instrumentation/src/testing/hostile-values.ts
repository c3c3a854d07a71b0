import fc from 'fast-check';

const boom = (): never => {
  throw new RangeError('a hostile value');
};

function toCycle(): object {
  const cycle: Record<string, unknown> = { name: 'cycle' };
  cycle['self'] = [cycle, { cycle }];
  return cycle;
}

function toDeep(levels: number): unknown {
  let deep: unknown = 'bottom';
  for (let i = 0; i < levels; i++) deep = i % 2 === 0 ? [deep] : { deep };
  return deep;
}

function toDetached(): Uint8Array {
  const bytes = new Uint8Array(64);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
}

function toRevoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

function toThrowingProxy(): object {
  const handler = new Proxy({}, { get: () => boom });
  return new Proxy({ a: 1 }, handler);
}

function toEndlessJson(): object {
  return { toJSON: () => toEndlessJson() };
}

function toHostileError(): Error {
  const error = new Error('hostile');
  for (const name of ['message', 'name', 'stack', 'cause']) Object.defineProperty(error, name, { get: boom });
  return error;
}

function toErrorCycle(): Error {
  const error = new Error('cycle');
  error.cause = new AggregateError([error], 'inner', { cause: error });
  return error;
}

function toOddArray(): unknown[] {
  const array: unknown[] = [];
  array.length = 200_000;
  Object.defineProperty(array, 5, { get: boom });
  return array;
}

/** What an application may hand over by mistake or malice, each made anew. */
export const HOSTILE_VALUES: Readonly<Record<string, Maker>> = {
  undefined: () => undefined,
  null: () => null,
  'not a number': () => NaN,
  infinite: () => -Infinity,
  bigint: () => 12345678901234567890n,
  symbol: () => Symbol('hostile'),
  'empty text': () => '',
  'invalid surrogates': () => '\ud800 lone \udc00\ud800',
  'control characters': () => 'a\u0000b\r\nc\u2028',
  'throwing function': () => boom,
  'function that gives a cycle': () => toCycle,
  'async function that rejects': () => () => Promise.resolve().then(() => 'late'),
  'class with a throwing getter': () =>
    new (class {
      get value(): unknown {
        return boom();
      }
    })(),
  'throwing getters': () =>
    Object.defineProperties(
      {},
      Object.fromEntries(
        ['id', 'name', 'uid', 'type', 'text', 'then', 'url', 'event', 'label', 'a'].map((name) => [
          name,
          { get: boom, enumerable: true },
        ]),
      ),
    ),
  'throwing proxy': toThrowingProxy,
  'revoked proxy': toRevoked,
  cycle: toCycle,
  frozen: () => Object.freeze({ a: Object.freeze([1, Object.freeze({ b: 2 })]) }),
  'throwing toJSON': () => ({ toJSON: boom }),
  'endless toJSON': toEndlessJson,
  'throwing toString': () => ({ toString: boom, valueOf: boom, [Symbol.toPrimitive]: boom }),
  'no prototype': () => Object.assign(Object.create(null) as object, { a: 1 }),
  'symbol keys': () => ({ [Symbol('key')]: 1, [Symbol.iterator]: boom }),
  'polluting keys': () =>
    JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"toString":1}') as unknown,
  deep: () => toDeep(20_000),
  'detached bytes': toDetached,
  'odd array': toOddArray,
  'array-like': () => ({ length: 4_294_967_295 }),
  'invalid date': () => new Date(NaN),
  map: () => new Map([[toCycle(), boom]]),
  set: () => new Set([1n]),
  'hostile error': toHostileError,
  'error cycle': toErrorCycle,
  'throwing then': () => Object.defineProperty({}, 'then', { get: boom }),
  'boxed text': () => Object('boxed') as unknown,
};

/** Makes a value; the same anew at each call, where that is possible. */
export type Maker = () => unknown;

/** Any hostile value, or any value at all. Makers, since what makes cases cannot bear the values themselves. */
export function hostileValue(): fc.Arbitrary<Maker> {
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...Object.values(HOSTILE_VALUES)) },
    { weight: 1, arbitrary: fc.anything().map((value) => () => value) },
  );
}

/** What stands where an object of options is expected: something else, or the object with some members replaced. */
export function hostileOptions(valid: Readonly<Record<string, unknown>>): fc.Arbitrary<Maker> {
  const members = fc.tuple(
    ...Object.entries(valid).map(([name, value]) =>
      fc
        .oneof({ weight: 1, arbitrary: fc.constant(() => value) }, { weight: 2, arbitrary: hostileValue() })
        .map((make) => [name, make] as const),
    ),
  );
  const spoiled = members.map(
    (makers) => () => Object.fromEntries(makers.map(([name, make]) => [name, make()] as const)),
  );
  return fc.oneof({ weight: 1, arbitrary: hostileValue() }, { weight: 3, arbitrary: spoiled });
}
