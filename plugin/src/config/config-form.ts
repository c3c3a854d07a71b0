import { narrowSettings, narrowWebUrl, type AppSettings, type ConfiguredBot } from '../lib/settings.ts';

/** The configuration page's fields as a person types them. */
export interface ConfigForm {
  readonly gatewayUrl: string;
  readonly proxySecret: string;
  readonly productionDelayMinutes: string;
  readonly conversationIdleMinutes: string;
  readonly changeWindowHours: string;
  readonly builderUrl: string;
  readonly helpUrl: string;
  readonly hideUnreachable: boolean;
  /** One bot a line: id, then name. */
  readonly bots: string;
}

/** The form for stored settings; the secret cannot be read back. */
export function toConfigForm(jsonData: unknown): ConfigForm {
  const settings = narrowSettings(jsonData);
  return {
    gatewayUrl: settings.gatewayUrl,
    proxySecret: '',
    productionDelayMinutes: String(settings.productionDelayMinutes),
    conversationIdleMinutes: String(settings.conversationIdleMinutes),
    changeWindowHours: String(settings.changeWindowHours),
    builderUrl: settings.builderUrl ?? '',
    helpUrl: settings.helpUrl ?? '',
    hideUnreachable: settings.hideUnreachable,
    bots: settings.bots.map(({ id, name }) => (id === name ? id : `${id} ${name}`)).join('\n'),
  };
}

/** What is wrong with each field, and the settings when nothing is. */
export interface CheckedForm {
  readonly errors: Readonly<Partial<Record<keyof ConfigForm, string>>>;
  readonly settings?: AppSettings;
}

/** Checks a form. A stored secret need not be typed again. */
export function checkConfigForm(form: ConfigForm, isSecretStored: boolean): CheckedForm {
  const errors = {
    ...checkUrl(form, 'gatewayUrl', true),
    ...checkUrl(form, 'builderUrl', false),
    ...checkUrl(form, 'helpUrl', false),
    ...checkAmount(form, 'productionDelayMinutes', 'minutes'),
    ...checkAmount(form, 'conversationIdleMinutes', 'minutes'),
    ...checkAmount(form, 'changeWindowHours', 'hours'),
    ...(isSecretStored || form.proxySecret !== '' ? {} : { proxySecret: 'Enter the secret.' }),
  };
  return Object.keys(errors).length > 0 ? { errors } : { errors, settings: toSettings(form) };
}

function checkUrl(
  form: ConfigForm,
  key: 'gatewayUrl' | 'builderUrl' | 'helpUrl',
  isRequired: boolean,
): CheckedForm['errors'] {
  const text = form[key].trim();
  if (text === '' && !isRequired) return {};
  return narrowWebUrl(text) === undefined ? { [key]: 'Enter an address that begins with http:// or https://.' } : {};
}

function checkAmount(
  form: ConfigForm,
  key: 'productionDelayMinutes' | 'conversationIdleMinutes' | 'changeWindowHours',
  unit: string,
): CheckedForm['errors'] {
  return /^\d{1,6}$/.test(form[key].trim()) ? {} : { [key]: `Enter a whole number of ${unit}, 0 or more.` };
}

function toSettings(form: ConfigForm): AppSettings {
  return narrowSettings({
    gatewayUrl: narrowWebUrl(form.gatewayUrl.trim()),
    productionDelayMinutes: Number(form.productionDelayMinutes),
    conversationIdleMinutes: Number(form.conversationIdleMinutes),
    changeWindowHours: Number(form.changeWindowHours),
    builderUrl: form.builderUrl.trim(),
    helpUrl: form.helpUrl.trim(),
    hideUnreachable: form.hideUnreachable,
    bots: form.bots.split('\n').map(toBot),
  });
}

/** A line without an id gives a bot without one, which {@link narrowSettings} leaves out. */
function toBot(line: string): ConfiguredBot {
  const [id = '', ...name] = line.trim().split(/\s+/);
  return { id, name: name.join(' ') };
}
