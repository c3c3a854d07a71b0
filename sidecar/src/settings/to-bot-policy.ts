import { hash } from 'node:crypto';
import type { CapturePolicy } from '@botscope/conventions';

/** A process that asks for its rules. */
export interface AskingBot {
  /** `service.name` */
  readonly service: string;
  /** `service.instance.id`; absent: only rules that name no server concern it. */
  readonly instance?: string | undefined;
}

/** The rules that can concern a process, in their order. */
export function toBotPolicy({ version, rules }: CapturePolicy, { service, instance }: AskingBot): CapturePolicy {
  const concerns = (named: string | undefined, own: string | undefined): boolean =>
    named === undefined || named === own;
  return {
    version,
    rules: rules.filter((rule) => concerns(rule.service, service) && concerns(rule.server, instance)),
  };
}

/** Entity tag of an answer: equal for equal answers only, also where versions begin anew. */
export function toEntityTag(answer: string): string {
  return `"${hash('sha256', answer, 'hex').slice(0, 32)}"`;
}
