import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { simpleParser, type ParsedMail } from 'mailparser';
import { expect, test } from './product.ts';

const LIST = '/a/botscope-logs-app/conversations?env=staging';
const MOST_CLICKS = 3;

/** A search for a cause, by somebody who sees only what the pages show. */
interface Hunt {
  readonly page: Page;
  readonly click: (locator: Locator) => Promise<void>;
  readonly openFirstTurn: () => Promise<void>;
  readonly openStep: (name: string) => Promise<void>;
  /** A text that stands on the page. */
  readonly see: (text: string | RegExp) => Promise<void>;
  readonly clicks: () => number;
}

function startHunt(page: Page): Hunt {
  let clicks = 0;
  const click = async (locator: Locator) => {
    await locator.click();
    clicks += 1;
  };
  return {
    page,
    click,
    openFirstTurn: () => click(page.getByRole('button', { name: /Debug/ }).first()),
    openStep: (name) => click(page.getByRole('grid', { name: 'Steps' }).getByRole('row', { name })),
    see: (text) => expect(page.getByText(text).filter({ visible: true }).first()).toBeVisible(),
    clicks: () => clicks,
  };
}

/** What goes wrong in the conversation of a user, and where its cause is read once that is open. */
const FAILURES: readonly (readonly [what: string, user: string, find: (hunt: Hunt) => Promise<void>])[] = [
  [
    'a URL that was edited',
    'Ines Roth',
    async ({ see }) => {
      await see('The refund API answered 404: Not Found');
      await see(/url: \/v1\/refunds → \/v2\/refunds/);
    },
  ],
  [
    'a token that was revoked',
    'Omar Haddad',
    async ({ see }) => {
      await see('Google Sheets answered 401: invalid_grant (Token has been expired or revoked.)');
      await see(/access_token: \[redacted:.+\] → \[redacted:/);
    },
  ],
  [
    'a prompt that was changed',
    'Nora Pike',
    async ({ see }) => {
      await see(/is not valid JSON/);
      await see(/text: You answer .+ Answer as JSON: .+ → You answer .+ one friendly sentence/);
    },
  ],
  [
    'a variable that became null',
    'Freya Lind',
    async ({ page, see, click }) => {
      await see('amount must be a number, not null');
      await click(page.getByRole('tab', { name: 'Variables', exact: true }).first());
      await page.getByRole('combobox', { name: 'First step where' }).fill('cart.total = null');
      await page.keyboard.press('Enter');
      await see(/step 7 Apply voucher/);
    },
  ],
  ['a time-out', 'Jonas Keller', ({ see }) => see('The operation was aborted due to timeout')],
  [
    'a script that throws',
    'Aiko Mori',
    async ({ see }) => {
      await see("Cannot read properties of null (reading 'slice')");
      await see(/^Step 4 Compute refund/);
    },
  ],
  [
    'a branch that compares texts',
    'Paul Novak',
    async ({ openStep, see }) => {
      await openStep('Over the limit?');
      await see(/"98\.50"/);
      await see(/"800"/);
    },
  ],
  ['an event that never came', 'Sara Costa', ({ see }) => see(/waits for event callbackStatus since/i)],
  [
    'a slow step',
    'Lena Maier',
    async ({ page, openFirstTurn }) => {
      await openFirstTurn();
      const slowest = page.getByRole('row', { name: 'Look up order' });
      await expect(slowest).toContainText(/\d(\.\d)? s\b/);
      await expect(
        slowest
          .getByText(/slowest/i)
          .or(slowest.getByTitle(/slowest/i))
          .first(),
      ).toBeAttached();
    },
  ],
  [
    'a host that cannot be reached',
    'Viktor Sand',
    async ({ openFirstTurn, openStep, see }) => {
      await openFirstTurn();
      await openStep('Notify customer');
      await see(/refused/);
    },
  ],
];

test.describe('from the list to the cause', () => {
  for (const [what, user, find] of FAILURES) {
    test(`${what} is found with at most ${MOST_CLICKS} clicks`, async ({ page }) => {
      await page.goto(LIST);
      const hunt = startHunt(page);
      await hunt.click(page.getByRole('grid', { name: 'Conversations' }).getByRole('row', { name: user }));
      await find(hunt);
      expect(hunt.clicks()).toBeLessThanOrEqual(MOST_CLICKS);
    });
  }
});

/** The mail about the bot of the scripted conversations. */
async function readMail(dataDirectory: string): Promise<ParsedMail> {
  const outbox = join(dataDirectory, 'outbox');
  const find = async () => {
    const mails = await Promise.all(readdirSync(outbox).map((file) => simpleParser(readFileSync(join(outbox, file)))));
    return mails.find((mail) => mail.subject?.includes('Outlet'));
  };
  await expect.poll(find, { timeout: 60_000 }).toBeDefined();
  return (await find())!;
}

test.describe('the failing step with its variables', () => {
  const openVariables = async (page: Page) => {
    await page
      .getByRole('region', { name: /^Step \d/ })
      .getByRole('tab', { name: /^Variables/ })
      .click();
    await expect(page.getByRole('region', { name: /^Step \d/ }).getByText('refund.id')).toBeVisible();
  };

  test('is one click away from the link of the mail', async ({ page, dataDirectory }) => {
    const { subject = '', html } = await readMail(dataDirectory);
    await page.setContent(String(html));
    await page.getByRole('link', { name: 'Open the step' }).click();
    const step = page.getByRole('region', { name: /^Step \d/ });
    await expect(step).toContainText(/"(.+)" failed/.exec(subject)?.[1] ?? 'no step');
    await step.getByRole('tab', { name: /^Variables/ }).click();
    await expect(step.getByRole('tab', { name: /^Variables/ })).toHaveAttribute('aria-selected', 'true');
  });

  test('is two clicks away from the list', async ({ page }) => {
    await page.goto(LIST);
    await page.getByRole('grid', { name: 'Conversations' }).getByRole('row', { name: 'Ines Roth' }).click();
    await openVariables(page);
  });
});
