import { redactParameters } from './redact-url.ts';
import type { Redactor } from './redactor.ts';

const FORM = /^[^\s=&]+=[^\s&]*(?:&[^\s=&]+=[^\s&]*)*$/;
const MULTIPART_FIELD =
  /(content-disposition:[^\r\n]*?\bname="?([^"\r\n;]+)"?[^\r\n]*(?:\r?\n[^\r\n]+)*\r?\n\r?\n)([^\r\n]*)/gi;

/** Replaces secret fields of a text that is a URL-encoded or multipart form; any other text stays as it is. */
export function redactFormText(text: string, redactor: Redactor): string {
  if (FORM.test(text)) return redactParameters(text, redactor);
  if (!/content-disposition:/i.test(text)) return text;
  return text.replace(MULTIPART_FIELD, (field, head: string, name: string, value: string) =>
    redactor.isSecret(name) && value !== '' ? head + redactor.print(value) : field,
  );
}
