/** Small settings of one person in one browser. Reading gives `undefined` and writing does nothing where the browser refuses storage. */
export interface Preferences {
  read(key: string): string | undefined;
  write(key: string, value: string): void;
}

const KEY_PREFIX = 'botscope.';

/** Preferences over a browser storage, which may be absent or throw on every access. */
export function createPreferences(getStorage: () => Storage = () => window.localStorage): Preferences {
  return {
    read: (key) => attempt(() => getStorage().getItem(KEY_PREFIX + key) ?? undefined),
    write: (key, value) => attempt(() => getStorage().setItem(KEY_PREFIX + key, value)),
  };
}

function attempt<Result>(access: () => Result): Result | undefined {
  try {
    return access();
  } catch {
    return undefined;
  }
}
