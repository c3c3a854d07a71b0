/** A bot as the app's configuration names it. */
export interface ConfiguredBot {
  readonly id: string;
  readonly name: string;
}

/** The app's `jsonData`, readable by every user. */
export interface AppSettings {
  /** Address of the gateway as Grafana's server reaches it; empty = not configured. */
  readonly gatewayUrl: string;
  /** Minutes after its end at which a production conversation is listed; 0 = at once. */
  readonly productionDelayMinutes: number;
  /** Minutes without activity after which a conversation counts as ended. */
  readonly conversationIdleMinutes: number;
  /** How far before an error changes are looked for. */
  readonly changeWindowHours: number;
  /** Where flows are built: target of "view node". Absent = no links. */
  readonly builderUrl?: string;
  readonly helpUrl?: string;
  /** Leave out calls that got no answer from the API log. */
  readonly hideUnreachable: boolean;
  readonly bots: readonly ConfiguredBot[];
}

/** Settings that hold where the app's configuration says nothing. */
export const DEFAULT_SETTINGS: AppSettings = {
  gatewayUrl: '',
  productionDelayMinutes: 15,
  conversationIdleMinutes: 30,
  changeWindowHours: 24,
  hideUnreachable: false,
  bots: [],
};

/** Settings from the app's `jsonData`; what is missing or unusable has its default. */
export function narrowSettings(jsonData: unknown): AppSettings {
  const data = isObject(jsonData) ? jsonData : {};
  const builderUrl = narrowWebUrl(data.builderUrl);
  const helpUrl = narrowWebUrl(data.helpUrl);
  return {
    gatewayUrl: typeof data.gatewayUrl === 'string' ? data.gatewayUrl : DEFAULT_SETTINGS.gatewayUrl,
    productionDelayMinutes: narrowAmount(data.productionDelayMinutes, DEFAULT_SETTINGS.productionDelayMinutes),
    conversationIdleMinutes: narrowAmount(data.conversationIdleMinutes, DEFAULT_SETTINGS.conversationIdleMinutes),
    changeWindowHours: narrowAmount(data.changeWindowHours, DEFAULT_SETTINGS.changeWindowHours),
    ...(builderUrl === undefined ? {} : { builderUrl }),
    ...(helpUrl === undefined ? {} : { helpUrl }),
    hideUnreachable: data.hideUnreachable === true,
    bots: Array.isArray(data.bots) ? data.bots.flatMap(narrowBot) : [],
  };
}

/** An absolute http or https address without its trailing slashes; anything else, such as `javascript:`, is `undefined`. */
export function narrowWebUrl(value: unknown): string | undefined {
  if (typeof value !== 'string' || !URL.canParse(value)) return undefined;
  return ['http:', 'https:'].includes(new URL(value).protocol) ? value.replace(/\/+$/, '') : undefined;
}

function narrowAmount(value: unknown, fallback: number): number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : fallback;
}

function narrowBot(value: unknown): ConfiguredBot[] {
  if (!isObject(value) || typeof value.id !== 'string' || value.id === '') return [];
  return [{ id: value.id, name: typeof value.name === 'string' && value.name !== '' ? value.name : value.id }];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
