/** An integration whose calls the API log shows by name. */
export interface Integration {
  /** Value of `bot.integration.name`. */
  readonly id: string;
  /** Name shown to people. */
  readonly displayName: string;
  /** Host suffixes by which a call without a named integration is recognised. */
  readonly hosts: readonly string[];
}

/** The named integrations; any other value of `bot.integration.name` is shown as it is. */
export const INTEGRATIONS: readonly Integration[] = [
  { id: 'platform_api', displayName: 'Platform API', hosts: [] },
  { id: 'json_api_node', displayName: 'JSON API', hosts: [] },
  { id: 'clickatell', displayName: 'Clickatell', hosts: ['clickatell.com'] },
  { id: 'twilio', displayName: 'Twilio', hosts: ['twilio.com'] },
  {
    id: 'google_calendar',
    displayName: 'Google Calendar',
    hosts: ['calendar.googleapis.com', 'calendar-json.googleapis.com'],
  },
  { id: 'google_sheets', displayName: 'Google Sheets', hosts: ['sheets.googleapis.com'] },
  { id: 'api_trigger', displayName: 'API trigger', hosts: [] },
  { id: 'salesforce', displayName: 'Salesforce', hosts: ['salesforce.com', 'force.com'] },
  { id: 'zendesk', displayName: 'Zendesk', hosts: ['zendesk.com'] },
  { id: 'freshdesk', displayName: 'Freshdesk', hosts: ['freshdesk.com'] },
  { id: 'c2e', displayName: 'C2E', hosts: [] },
];

/** Display name of an integration; an unknown id is shown as it is. */
export function toIntegrationDisplayName(id: string): string {
  return INTEGRATIONS.find((i) => i.id === id)?.displayName ?? id;
}

/** Request types that the filter always offers. */
export const API_REQUEST_TYPES = ['GET', 'POST', 'PUT', 'DELETE', 'C2E'] as const;

/** Values of `error.type` of a call without an answer. */
export const TRANSPORT_ERROR_TYPES = ['dns', 'refused', 'tls', 'timeout', 'aborted', 'reset'] as const;
/** Why a call got no answer. */
export type TransportErrorType = (typeof TRANSPORT_ERROR_TYPES)[number];
