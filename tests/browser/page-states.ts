import type { Page } from '@playwright/test';

const APP = '/a/botscope-logs-app';
const PROXY = '**/api/plugin-proxy/botscope-logs-app';

/** A page in a state that people meet. */
export interface PageState {
  /** Names it in test titles and as a file. */
  readonly name: string;
  /** Brings a page that is logged in as Admin into the state, and waits until it shows. */
  readonly show: (page: Page) => Promise<void>;
  /** The state is one of a failing store: the browser tells its console of the failed requests. */
  readonly hasFailedRequests?: true;
}

/** How a state is looked at. */
export interface Look {
  readonly theme: 'dark' | 'light';
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
}

/** Both themes, each at one of the two widths: a detail is a drawer at the first and stands beside its list at the second. */
export const LOOKS: readonly Look[] = [
  { theme: 'dark', width: 1280, height: 900 },
  { theme: 'light', width: 1920, height: 1000 },
];

const open = (page: Page, path: string) => page.goto(`${APP}/${path}`);
const rowsOf = (page: Page, grid: string) => page.getByRole('grid', { name: grid }).getByRole('row');
const tab = (page: Page, name: RegExp) => page.getByRole('tab', { name }).first();
const stepTab = (page: Page, name: RegExp) => page.getByRole('region', { name: /^Step / }).getByRole('tab', { name });

/** Opens a conversation of the demo's scripts by the name of its end user, at the first turn that failed if `atError`. */
async function openConversation(page: Page, endUser: string, atError: boolean): Promise<void> {
  await open(page, 'conversations?env=staging');
  await rowsOf(page, 'Conversations').filter({ hasText: endUser }).first().click();
  await page.getByRole('log', { name: 'Transcript' }).waitFor();
  if (!atError) return;
  await page.getByRole('button', { name: /error in turn/ }).click();
  await page.getByRole('grid', { name: 'Steps' }).waitFor();
}

/** State of a conversation that failed, with a tab of its first failed step open. */
const atStepTab =
  (endUser: string, name: RegExp) =>
  async (page: Page): Promise<void> => {
    await openConversation(page, endUser, true);
    await stepTab(page, name).click();
  };

async function answerDown(page: Page): Promise<void> {
  await page.route(`${PROXY}/records/**`, (route) =>
    route.fulfill({
      status: 502,
      json: {
        code: 'upstream_down',
        message: 'A part behind the gateway does not answer. Loki: Nothing listens there.',
        part: 'loki',
        fix: 'Start it, or check host and port in BOTSCOPE_LOKI_URL.',
      },
    }),
  );
}

/** Every state that is looked at: by axe, and as a picture in `docs/screenshots/`. */
export const PAGE_STATES: readonly PageState[] = [
  {
    name: 'conversations',
    show: async (page) => {
      await open(page, 'conversations');
      await rowsOf(page, 'Conversations').nth(1).waitFor();
    },
  },
  {
    name: 'conversations-filters',
    show: async (page) => {
      await open(page, 'conversations?env=staging&errors=1');
      await rowsOf(page, 'Conversations').nth(1).waitFor();
      await page.getByRole('button', { name: 'Filters' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'conversations-none-matches',
    show: async (page) => {
      await open(page, 'conversations?q=nobody-said-this');
      await page
        .getByText(/No conversation/)
        .first()
        .waitFor();
    },
  },
  {
    name: 'conversations-store-down',
    hasFailedRequests: true,
    show: async (page) => {
      await answerDown(page);
      await open(page, 'conversations');
      await page.getByRole('alert').first().waitFor();
    },
  },
  { name: 'conversation-error', show: (page) => openConversation(page, 'Quinn Ash', true) },
  {
    name: 'conversation-waterfall',
    show: async (page) => {
      await openConversation(page, 'Freya Lind', true);
      await page.getByRole('radio', { name: 'Waterfall' }).check({ force: true });
    },
  },
  { name: 'conversation-what-changed', show: (page) => openConversation(page, 'Ines Roth', true) },
  { name: 'conversation-step-variables', show: atStepTab('Quinn Ash', /^Variables/) },
  { name: 'conversation-step-calls', show: atStepTab('Quinn Ash', /^API calls/) },
  { name: 'conversation-step-raw', show: atStepTab('Quinn Ash', /^Raw/) },
  {
    name: 'conversation-logs',
    show: async (page) => {
      await openConversation(page, 'Quinn Ash', true);
      await tab(page, /^Logs$/).click();
      await page.getByRole('grid', { name: 'Logs' }).waitFor();
    },
  },
  {
    name: 'conversation-time-travel',
    show: async (page) => {
      await openConversation(page, 'Freya Lind', true);
      await tab(page, /^Variables$/).click();
      await page.getByRole('combobox', { name: 'First step where' }).fill('cart.total = null');
      await page.getByRole('button', { name: 'Find' }).click();
      await page.getByRole('region', { name: 'Found steps' }).waitFor();
    },
  },
  {
    name: 'conversation-event',
    show: async (page) => {
      await openConversation(page, 'Emil Falk', false);
      await page.getByRole('article', { name: /event/i }).getByRole('button').first().click();
      await page.getByRole('region', { name: 'Received event' }).waitFor();
    },
  },
  { name: 'conversation-handed-over', show: (page) => openConversation(page, 'Paul Novak', false) },
  {
    name: 'conversation-unknown',
    show: async (page) => {
      await open(page, 'conversation?bot=support&env=sandbox&uid=never-seen');
      await page.getByText('never-seen').first().waitFor();
    },
  },
  {
    name: 'live-console',
    show: async (page) => {
      await open(page, 'live?env=staging&bot=outlet');
      await rowsOf(page, 'Console').nth(1).waitFor();
    },
  },
  {
    name: 'flows',
    show: async (page) => {
      await open(page, 'flows');
      await rowsOf(page, 'Flows').filter({ hasText: 'Refund' }).first().click();
      await rowsOf(page, 'Steps of the flow').nth(1).waitFor();
    },
  },
  {
    name: 'api-logs',
    show: async (page) => {
      await open(page, 'api-calls');
      await rowsOf(page, 'API calls').nth(1).click();
      await page.getByRole('region', { name: 'API call' }).waitFor();
    },
  },
  {
    name: 'audit',
    show: async (page) => {
      await open(page, 'audit');
      await rowsOf(page, 'Audit entries').filter({ hasText: 'UPDATED' }).first().click();
      await page.getByRole('region', { name: 'Audit entry' }).waitFor();
    },
  },
  {
    name: 'alerts',
    show: async (page) => {
      await open(page, 'alerts');
      await page.getByRole('heading', { level: 1, name: 'Alerts' }).waitFor();
    },
  },
  {
    name: 'pipeline',
    show: async (page) => {
      await open(page, 'pipeline');
      await page.getByRole('list', { name: 'Parts' }).waitFor();
    },
  },
];
