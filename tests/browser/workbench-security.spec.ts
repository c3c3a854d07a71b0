import { expect, test } from './product.ts';

const HOME = '/a/botscope-logs-app/conversations';

test.describe("the page's content security policy", () => {
  test('stops scripts without the nonce, eval and foreign scripts', async ({ page, consoleLines }) => {
    await page.goto(HOME);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const tried = await page.evaluate(async () => {
      // What the test driver calls directly may use eval; what the page runs later may not.
      await new Promise(requestAnimationFrame);
      const results: Record<string, unknown> = {};
      const attempt = (name: string, action: () => unknown): void => {
        try {
          results[name] = action();
        } catch (error) {
          results[name] = (error as Error).name;
        }
      };
      attempt('eval', () => (0, eval)('1 + 1'));
      attempt('foreign', () => Object.assign(document.createElement('script'), { src: 'https://example.com/x.js' }));
      attempt('markup', () => {
        const element = document.createElement('div');
        element.innerHTML = '<img src="x" onerror="window.ran = true"><b>kept</b>';
        return element.innerHTML;
      });
      const inline = document.createElement('div');
      inline.innerHTML = '<script>window.ran = true</script>';
      document.body.append(inline);
      await new Promise(requestAnimationFrame);
      return { ...results, ran: 'ran' in window };
    });
    expect(tried).toEqual({ eval: 'EvalError', foreign: 'TypeError', markup: '<img src="x"><b>kept</b>', ran: false });
    consoleLines.splice(0);
  });

  test('lets no other site show the workbench in a frame', async ({ page, urls, consoleLines }) => {
    await page.setContent(`<iframe src="${urls.ui}${HOME}"></iframe>`);
    const frame = page.frames()[1];
    await expect.poll(() => frame?.url()).toContain('chrome-error');
    consoleLines.splice(0);
  });
});
