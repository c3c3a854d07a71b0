/** What is told of a stream while the bot reads it. Nothing of it may throw. */
export interface StreamObserver {
  readonly onChunk: (chunk: unknown) => void;
  /** Called once: at the end, with the error that reading ended with, or when the bot left early. */
  readonly onEnd: (end: StreamEnd) => void;
}

/** How a stream ended. */
export type StreamEnd =
  { readonly kind: 'complete' } | { readonly kind: 'left' } | { readonly kind: 'failed'; readonly error: unknown };

/**
 * A stream of the same kind that is observed while it is read: for a `ReadableStream` another one, for any other async
 * iterable the same object seen through a proxy, with everything else that it has.
 */
export function observeStream<Source extends AsyncIterable<unknown>>(source: Source, observer: StreamObserver): Source {
  if (source instanceof ReadableStream) return observeReadable(source, observer) as unknown as Source;
  const observe = (): AsyncIterator<unknown> => observeIterator(source[Symbol.asyncIterator](), observer);
  /** For streams that are iterators themselves, as generators are. */
  let iterator: AsyncIterator<unknown> | undefined;
  return new Proxy(source, {
    get(target, key) {
      if (key === Symbol.asyncIterator) return observe;
      const member: unknown = Reflect.get(target, key, target);
      if (typeof member !== 'function') return member;
      if (isIteratorMethod(key)) {
        iterator ??= observe();
        return iterator[key]?.bind(iterator);
      }
      return (member as (...args: unknown[]) => unknown).bind(target);
    },
  });
}

/** By pulling, so that the source is read no faster than the bot reads. */
function observeReadable(source: ReadableStream<unknown>, { onChunk, onEnd }: StreamObserver): ReadableStream<unknown> {
  const reader = source.getReader();
  return new ReadableStream<unknown>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (done) {
            onEnd({ kind: 'complete' });
            controller.close();
            return;
          }
          onChunk(value);
          controller.enqueue(value);
        } catch (error) {
          onEnd({ kind: 'failed', error });
          throw error;
        }
      },
      cancel(reason) {
        onEnd({ kind: 'left' });
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}

function observeIterator(iterator: AsyncIterator<unknown>, observer: StreamObserver): AsyncIterator<unknown> {
  const observed: AsyncIterableIterator<unknown> = {
    next: (...args) => observeResult(iterator.next(...args), observer),
    [Symbol.asyncIterator]: () => observed,
  };
  if (iterator.return !== undefined) {
    observed.return = (value) => {
      observer.onEnd({ kind: 'left' });
      return iterator.return?.(value) ?? Promise.resolve({ done: true, value: undefined });
    };
  }
  if (iterator.throw !== undefined) {
    observed.throw = (error) => {
      observer.onEnd({ kind: 'left' });
      return iterator.throw?.(error) ?? Promise.reject(error as Error);
    };
  }
  return observed;
}

async function observeResult(
  result: Promise<IteratorResult<unknown>>,
  { onChunk, onEnd }: StreamObserver,
): Promise<IteratorResult<unknown>> {
  try {
    const read = await result;
    if (read.done) onEnd({ kind: 'complete' });
    else onChunk(read.value);
  } catch (error) {
    onEnd({ kind: 'failed', error });
    throw error;
  }
  return result;
}

function isIteratorMethod(key: string | symbol): key is 'next' | 'return' | 'throw' {
  return key === 'next' || key === 'return' || key === 'throw';
}
