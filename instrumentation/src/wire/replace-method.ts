type AnyMethod = (...args: unknown[]) => unknown;

/**
 * Replaces a method on one object, unseen by those who list its members; `make` gets the method as it was, bound. Returns
 * what undoes it, unless somebody else has replaced it since.
 */
export function replaceMethod(object: object, name: string, make: (original: AnyMethod) => AnyMethod): () => void {
  const own = Object.getOwnPropertyDescriptor(object, name);
  const original = (object as Record<string, AnyMethod>)[name] as AnyMethod;
  const value = make((...args) => original.apply(object, args));
  Object.defineProperty(object, name, {
    value,
    configurable: true,
    writable: true,
    enumerable: own?.enumerable ?? false,
  });
  return () => {
    if ((object as Record<string, unknown>)[name] !== value) return;
    if (own === undefined) Reflect.deleteProperty(object, name);
    else Object.defineProperty(object, name, own);
  };
}
