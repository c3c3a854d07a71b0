import AxeBuilder from '@axe-core/playwright';
import { LOOKS, PAGE_STATES } from './page-states.ts';
import { expect, test } from './product.ts';

const WCAG_AA = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** Grafana's refresh picker names its button otherwise than it writes on it. */
const NOT_OURS = '[data-testid="data-testid RefreshPicker interval button"]';

for (const { name, show, hasFailedRequests } of PAGE_STATES) {
  for (const { theme, width, height } of LOOKS) {
    test(`${name} keeps WCAG AA in the ${theme} theme at ${width} px`, async ({ page, consoleLines }) => {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height });
      await show(page);
      // What the mouse is over looks as Grafana has it.
      await page.mouse.move(0, 0);
      const { violations } = await new AxeBuilder({ page }).exclude(NOT_OURS).withTags(WCAG_AA).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      if (hasFailedRequests) consoleLines.splice(0);
    });
  }
}
