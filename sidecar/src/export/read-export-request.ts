import { EXPORT_FORMATS, type ExportFormat } from '@botscope/conventions';
import type { ConversationAddress } from '@botscope/records';
import { SidecarError } from '../sidecar-error.ts';

/** What is to be downloaded. */
export interface ExportRequest {
  readonly address: Required<ConversationAddress>;
  readonly format: ExportFormat;
  /** Only this turn; with format `fixture`. */
  readonly turn?: string;
}

const LONGEST = 512;
const KNOWN = ['bot', 'environment', 'conversation', 'format', 'turn'];

/** What a query asks for. Throws a {@link SidecarError} that says what is wrong with it. */
export function readExportRequest(query: Readonly<Record<string, string | undefined>>): ExportRequest {
  const unknown = Object.keys(query).find((name) => !KNOWN.includes(name));
  if (unknown !== undefined) refuse(`"${unknown.slice(0, 40)}" is no parameter of a download.`);
  if (query.conversation === undefined) {
    refuse('Name one conversation: "bot", "environment" and "conversation". A whole list cannot be downloaded.');
  }
  const { format = 'ndjson', turn } = query;
  if (!isFormat(format)) refuse(`"format" is none of ${Object.keys(EXPORT_FORMATS).join(', ')}.`);
  if (turn !== undefined && format !== 'fixture') refuse('One turn is downloaded as "fixture" only.');
  const address = {
    bot: readText(query, 'bot'),
    environment: readText(query, 'environment'),
    uid: readText(query, 'conversation'),
  };
  return { address, format, ...(turn === undefined ? {} : { turn: readText(query, 'turn') }) };
}

function isFormat(text: string): text is ExportFormat {
  return Object.hasOwn(EXPORT_FORMATS, text);
}

function readText(query: Readonly<Record<string, string | undefined>>, name: string): string {
  const text = query[name];
  if (text === undefined || text === '' || text.length > LONGEST) {
    refuse(`"${name}" is no text of 1 to ${LONGEST} characters.`);
  }
  return text;
}

function refuse(detail: string): never {
  throw new SidecarError('body_invalid', detail);
}
