import { createTransport } from 'nodemailer';
import type { AlertMail } from './alert-mail.ts';
import { cleanHeader } from './clean-header.ts';
import { renderHtml } from './render-html.ts';
import { renderText } from './render-text.ts';

/** What a message says besides the mail itself. */
export interface MessageHead {
  readonly from: string;
  readonly to: readonly string[];
  /** Without angle brackets; the same at every attempt to send. */
  readonly messageId: string;
  readonly dateMillis: number;
}

const LONGEST_SUBJECT = 200;

/** A whole message (RFC 5322, multipart text and HTML), ready to be sent or kept as a file. */
export async function composeMessage(mail: AlertMail, head: MessageHead): Promise<Uint8Array> {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  const { message } = await composer.sendMail({
    from: { name: 'Botscope', address: head.from },
    to: head.to.map((address) => ({ name: '', address })),
    subject: cleanHeader(mail.subject, LONGEST_SUBJECT),
    messageId: `<${head.messageId}>`,
    date: new Date(head.dateMillis),
    headers: { 'Auto-Submitted': 'auto-generated' },
    text: renderText(mail),
    html: renderHtml(mail),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  if (!Buffer.isBuffer(message)) throw new TypeError('the message was not composed into a buffer');
  return message;
}
