import type { HealthPart } from '@botscope/conventions';
import type { Delivery, DeliveryHealth } from '../delivery/delivery.ts';

/** Whoever looks at health is not to wait for an SMTP server that hangs. */
const DEADLINE_MILLIS = 5_000;

async function askInTime(delivery: Delivery): Promise<DeliveryHealth> {
  const late = Promise.withResolvers<DeliveryHealth>();
  const timer = setTimeout(() => {
    const fix = 'Check host and port of the SMTP server, and any firewall before it.';
    late.resolve({ ok: false, reason: `SMTP: no answer within ${DEADLINE_MILLIS / 1000} s.`, fix });
  }, DEADLINE_MILLIS);
  try {
    return await Promise.race([delivery.check(), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** Whether mails can leave. */
export async function checkMail(delivery: Delivery, mailsWaiting: () => number): Promise<HealthPart> {
  const { ok, reason, fix } = await askInTime(delivery);
  const waiting = mailsWaiting();
  const waits = waiting === 0 ? [] : [`${waiting} mails wait to be sent again.`];
  const reasons = [...(reason === undefined ? [] : [reason]), ...waits].join(' ');
  return {
    name: 'mail',
    state: ok ? (waiting === 0 ? 'ok' : 'degraded') : 'down',
    ...(reasons === '' ? {} : { reason: reasons }),
    ...(fix === undefined ? {} : { fix }),
  };
}
