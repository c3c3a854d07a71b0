import type { CopiedBytes } from '../wire/body-tap.ts';

/** A request's body as it was given to `fetch`, for a request of which nothing was sent; streams are left alone. */
export function describeBody(given: unknown): CopiedBytes | undefined {
  if (given === undefined || given === null) return undefined;
  if (given instanceof FormData) return whole(describeForm(given));
  if (given instanceof ArrayBuffer) return whole(Buffer.from(given));
  if (ArrayBuffer.isView(given)) return whole(Buffer.from(given.buffer, given.byteOffset, given.byteLength));
  if (given instanceof Blob) return { bytes: Buffer.alloc(0), isWhole: false, sizeBytes: given.size };
  if (typeof given === 'string' || given instanceof URLSearchParams) return whole(Buffer.from(given.toString()));
  return undefined;
}

/** Media type that `fetch` sets where no header does. */
export function findContentType(given: unknown): string | undefined {
  if (typeof given === 'string') return 'text/plain;charset=UTF-8';
  if (given instanceof URLSearchParams) return 'application/x-www-form-urlencoded;charset=UTF-8';
  return given instanceof Blob ? given.type || undefined : undefined;
}

function whole(bytes: Buffer | string): CopiedBytes {
  return { bytes: Buffer.from(bytes as string), isWhole: true };
}

/** A multipart body in words: its boundary is made while it is sent. */
function describeForm(form: FormData): string {
  const fields: Record<string, unknown>[] = [];
  form.forEach((value, name) => {
    const file = (content: File): object => ({ file: content.name, type: content.type, sizeBytes: content.size });
    fields.push({ [name]: typeof value === 'string' ? value : file(value) });
  });
  return JSON.stringify({ form: fields });
}
