import { APP_ID } from './permissions.ts';

/** Base path of the app's pages in Grafana. */
export const APP_BASE_PATH = `/a/${APP_ID}`;

/** Page → path below {@link APP_BASE_PATH}. */
export const PAGE_PATHS = {
  conversations: '/conversations',
  conversation: '/conversation',
  live: '/live',
  flows: '/flows',
  apiCalls: '/api-calls',
  audit: '/audit',
  alerts: '/alerts',
  capture: '/capture',
  pipeline: '/pipeline',
} as const;
/** Name of a page. */
export type PageName = keyof typeof PAGE_PATHS;

/** Query parameters of links into the app. Absolute times are milliseconds since the epoch. */
export interface LinkParameters {
  readonly env?: string;
  readonly bot?: string;
  /** Conversation UID; may contain anything. */
  readonly uid?: string;
  /** `bot.flow.id`. */
  readonly flow?: string;
  /** `bot.turn.id`. */
  readonly turn?: string;
  /** `bot.step.index`. */
  readonly step?: number;
  /** `log.record.uid` of an API call. */
  readonly selected?: string;
  /** `log.record.uid` of an audit entry. */
  readonly entry?: string;
  readonly from?: number | string;
  readonly to?: number | string;
}

/** Path and query of a page of the app; absent parameters are left out. */
export function buildPagePath(page: PageName, parameters: LinkParameters = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== '') query.set(name, String(value));
  }
  const text = query.toString();
  return `${APP_BASE_PATH}${PAGE_PATHS[page]}${text === '' ? '' : `?${text}`}`;
}

/** Absolute address of a page, for mails. `publicUrl` has no trailing slash. */
export function buildPageUrl(publicUrl: string, page: PageName, parameters: LinkParameters = {}): string {
  return publicUrl.replace(/\/+$/, '') + buildPagePath(page, parameters);
}
