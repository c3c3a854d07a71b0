import { buildPageUrl } from '@botscope/conventions';
import { toUnixMillis, type BotRecord } from '@botscope/records';
import type { MailLink } from './alert-mail.ts';

const MARGIN_MILLIS = 3_600_000;

/** The addresses that a mail leads to. All times in them are absolute, so they show the same a week later. */
export interface MailLinks {
  /** Absent when the error names no conversation. */
  readonly step?: MailLink;
  readonly call: MailLink;
  readonly ledger: MailLink;
}

/** Links of the mail about an error; `publicUrl` is their only base. */
export function buildLinks(publicUrl: string, cause: BotRecord): MailLinks {
  const at = toUnixMillis(cause.timestampUnixNano);
  const range = { from: at - MARGIN_MILLIS, to: at + MARGIN_MILLIS };
  const scope = {
    ...(cause.environment === undefined ? {} : { env: cause.environment }),
    ...(cause.botId === undefined ? {} : { bot: cause.botId }),
  };
  const place = {
    ...(cause.turnId === undefined ? {} : { turn: cause.turnId }),
    ...(cause.stepIndex === undefined ? {} : { step: cause.stepIndex }),
  };
  const uid = cause.conversationId;
  return {
    ...(uid === undefined
      ? {}
      : {
          step: {
            label: 'Open the step',
            url: buildPageUrl(publicUrl, 'conversation', { ...scope, uid, ...place, ...range }),
          },
        }),
    call: {
      label: cause.type === 'api-call' ? 'Open the API call' : 'Open the script exception',
      url: buildPageUrl(publicUrl, 'apiCalls', { ...scope, selected: cause.uid, ...range }),
    },
    ledger: {
      label: 'Open the alert ledger',
      url: buildPageUrl(publicUrl, 'alerts', { ...(cause.botId === undefined ? {} : { bot: cause.botId }), ...range }),
    },
  };
}
